package dev.slipway.scoring.sklearn;

import dev.slipway.core.model.Classes;
import dev.slipway.core.model.Output;
import dev.slipway.scoring.engine.DoubleLink;
import dev.slipway.scoring.engine.Engine;
import dev.slipway.scoring.engine.Link;
import dev.slipway.scoring.linear.LinearEngine;
import dev.slipway.scoring.pickle.NumpyArray;
import dev.slipway.scoring.pickle.Pickled;
import java.util.ArrayList;
import java.util.List;

/// Multi-layer perceptrons: weighted sums with an activation between them.
final class NeuralNetworks {
  private NeuralNetworks() {}

  static Model classifier(Estimator model, Frame in, Reading reading) {
    Classes classes = ClassLabels.of(model);
    Engine engine = layers(model, in, reading);
    Link link =
        switch (model.text("out_activation_", "")) {
          case "logistic" -> DoubleLink.BINARY_LOGISTIC;
          case "softmax" -> DoubleLink.SOFTMAX;
          default -> throw model.unsupported("out_activation_", model.text("out_activation_", ""));
        };
    if (link == DoubleLink.BINARY_LOGISTIC && engine.outputs() > 1) {
      throw Refusal.unsupported(
          "%s with several labels for a row is not supported".formatted(model.name()));
    }
    return Model.on(in, engine.then(link), new Output.Probabilities(classes));
  }

  static Model regressor(Estimator model, Frame in, Reading reading) {
    Engine layers = layers(model, in, reading);
    String last = model.text("out_activation_", "identity");
    Engine engine =
        switch (last) {
          case "identity" -> layers;
          case "exp" -> layers.then(DoubleLink.EXP);
          default -> throw model.unsupported("out_activation_", last);
        };
    return Model.on(in, engine, ClassLabels.values(engine.outputs()));
  }

  private static Engine layers(Estimator model, Frame in, Reading reading) {
    in.require(reading.inputs());
    Activation activation = Activation.of(model);
    List<Pickled> coefficients = model.list("coefs_");
    List<Pickled> intercepts = model.list("intercepts_");
    List<Engine> layers = new ArrayList<>();
    int width = in.width();
    for (int i = 0; i < coefficients.size() && i < intercepts.size(); i++) {
      NumpyArray weights = NumpyArray.of(coefficients.get(i));
      NumpyArray bias = NumpyArray.of(intercepts.get(i));
      if (weights == null
          || bias == null
          || weights.length(0) != width
          || weights.length(1) != bias.size()) {
        throw Refusal.corrupt("layer %d of %s does not fit".formatted(i, model.name()));
      }
      double[] flat = reading.doubles(weights);
      double[][] perOutput = new double[bias.size()][width];
      for (int from = 0; from < width; from++) {
        for (int to = 0; to < perOutput.length; to++) {
          perOutput[to][from] = flat[from * perOutput.length + to];
        }
      }
      Engine layer = new LinearEngine(perOutput, reading.doubles(bias));
      layers.add(i < coefficients.size() - 1 ? layer.then(activation) : layer);
      width = bias.size();
    }
    if (layers.isEmpty()) {
      throw Refusal.corrupt("%s has no layers".formatted(model.name()));
    }
    return new Layers(layers);
  }

  private record Layers(List<Engine> layers) implements Engine {
    @Override
    public int inputs() {
      return layers.getFirst().inputs();
    }

    @Override
    public int outputs() {
      return layers.getLast().outputs();
    }

    @Override
    public void score(double[] matrix, int rows, double[] out) {
      double[] in = matrix;
      for (int i = 0; i < layers.size() - 1; i++) {
        double[] between = new double[rows * layers.get(i).outputs()];
        layers.get(i).score(in, rows, between);
        in = between;
      }
      layers.getLast().score(in, rows, out);
    }
  }

  private enum Activation implements Link {
    IDENTITY,
    RELU,
    TANH,
    LOGISTIC;

    static Activation of(Estimator model) {
      String name = model.text("activation", "relu");
      return switch (name) {
        case "identity" -> IDENTITY;
        case "relu" -> RELU;
        case "tanh" -> TANH;
        case "logistic" -> LOGISTIC;
        default -> throw model.unsupported("activation", name);
      };
    }

    @Override
    public int outputs(int inputs) {
      return inputs;
    }

    @Override
    public void apply(double[] raw, int width, int rows, double[] out) {
      for (int i = 0; i < rows * width; i++) {
        out[i] =
            switch (this) {
              case IDENTITY -> raw[i];
              case RELU -> Math.max(0, raw[i]);
              case TANH -> Math.tanh(raw[i]);
              case LOGISTIC -> 1 / (1 + Math.exp(-raw[i]));
            };
      }
    }
  }
}
