package dev.slipway.scoring.sklearn;

import dev.slipway.core.model.Classes;
import dev.slipway.core.model.Output;
import dev.slipway.scoring.engine.Engine;

/// Support vector machines with a kernel: weighted similarities to the rows that were kept from training.
final class SupportVectors {
  private SupportVectors() {}

  static Model classifier(Estimator model, Frame in, Reading reading) {
    Classes classes = ClassLabels.of(model);
    if (classes.size() != 2) {
      throw model.unsupported("classes", String.valueOf(classes.size()));
    }
    if (model.flag("probability", false)) {
      throw model.unsupported("probability", "True");
    }
    return Model.on(in, similarities(model, in, reading), new Output.Decision(classes));
  }

  static Model regressor(Estimator model, Frame in, Reading reading) {
    return Model.on(in, similarities(model, in, reading), ClassLabels.values(1));
  }

  private static Engine similarities(Estimator model, Frame in, Reading reading) {
    in.require(reading.inputs());
    double[][] vectors = model.matrix("support_vectors_", reading);
    double[] weights = model.doubles("dual_coef_", vectors.length, reading);
    in.expect(vectors.length == 0 ? in.width() : vectors[0].length, model);
    return new Similarities(
        in.width(),
        vectors,
        weights,
        model.doubles("intercept_", 1, reading)[0],
        Kernel.of(model),
        model.number("_gamma", 0),
        model.number("coef0", 0),
        model.number("degree", 3));
  }

  private enum Kernel {
    LINEAR,
    RADIAL,
    POLYNOMIAL,
    SIGMOID;

    static Kernel of(Estimator model) {
      String name = model.text("kernel", "a function");
      return switch (name) {
        case "linear" -> LINEAR;
        case "rbf" -> RADIAL;
        case "poly" -> POLYNOMIAL;
        case "sigmoid" -> SIGMOID;
        default -> throw model.unsupported("kernel", name);
      };
    }
  }

  private record Similarities(
      int inputs,
      double[][] vectors,
      double[] weights,
      double intercept,
      Kernel kernel,
      double gamma,
      double shift,
      double degree)
      implements Engine {
    @Override
    public int outputs() {
      return 1;
    }

    @Override
    public void score(double[] matrix, int rows, double[] out) {
      for (int r = 0; r < rows; r++) {
        double sum = 0;
        for (int v = 0; v < vectors.length; v++) {
          sum += weights[v] * similarity(matrix, r * inputs, vectors[v]);
        }
        out[r] = sum + intercept;
      }
    }

    private double similarity(double[] matrix, int row, double[] vector) {
      double sum = 0;
      for (int i = 0; i < inputs; i++) {
        double away = matrix[row + i] - vector[i];
        sum += kernel == Kernel.RADIAL ? away * away : matrix[row + i] * vector[i];
      }
      return switch (kernel) {
        case LINEAR -> sum;
        case RADIAL -> Math.exp(-gamma * sum);
        case POLYNOMIAL -> Math.pow(gamma * sum + shift, degree);
        case SIGMOID -> Math.tanh(gamma * sum + shift);
      };
    }
  }
}
