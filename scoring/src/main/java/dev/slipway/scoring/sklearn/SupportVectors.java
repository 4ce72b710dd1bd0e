package dev.slipway.scoring.sklearn;

import dev.slipway.core.model.Classes;
import dev.slipway.core.model.Output;
import dev.slipway.core.table.ColumnType;
import dev.slipway.scoring.engine.Engine;
import java.util.Arrays;
import java.util.List;

/// Support vector machines with a kernel: weighted similarities to the rows that were kept from training.
final class SupportVectors {
  private SupportVectors() {}

  /// Two classes have one machine; more have one for each pair, and their votes decide.
  static Model classifier(Estimator model, Frame in, Reading reading) {
    Classes classes = ClassLabels.of(model);
    boolean probabilities = hasProbabilities(model);
    if (classes.size() == 2) {
      Model decision = Model.on(in, similarities(model, in, reading), new Output.Decision(classes));
      return probabilities ? platt(model, classes, in, reading).deciding(decision) : decision;
    }
    Engine pairs = pairs(model, classes.size(), in, reading);
    Engine votes = pairs.then(new PairLinks.Votes(classes.size()));
    Engine shares = pairs.then(new PairLinks.OneVersusRest(classes.size()));
    boolean restShape = model.text("decision_function_shape", "ovr").equals("ovr");
    Model decision =
        restShape
            ? Model.on(in, shares, new Output.Decision(classes))
            : Model.on(in, pairs, ClassLabels.values(pairs.outputs()));
    Model winner =
        restShape && model.flag("break_ties", false)
            ? decision
            : Model.on(in, votes, new Output.Decision(classes));
    return probabilities
        ? platt(model, classes, in, reading).deciding(decision).choosing(winner.chosen())
        : winner.deciding(decision).choosing(winner.chosen());
  }

  static Model regressor(Estimator model, Frame in, Reading reading) {
    return Model.on(in, similarities(model, in, reading), ClassLabels.values(1));
  }

  /// Class `-1` is an outlier, `1` an inlier.
  static Model novelty(Estimator model, Frame in, Reading reading) {
    Classes classes = new Classes(List.of("-1", "1"), ColumnType.INTEGER);
    return Model.on(in, similarities(model, in, reading), new Output.Decision(classes));
  }

  private static boolean hasProbabilities(Estimator model) {
    String attribute = probabilityAttribute(model, "A");
    // From 1.8 on the parameter may be the word 'deprecated'.
    Double wanted = Scalars.number(model.get("probability"));
    return wanted != null
        && wanted != 0
        && model.has(attribute)
        && model.array(attribute).size() > 0;
  }

  private static String probabilityAttribute(Estimator model, String letter) {
    return model.has("_prob" + letter) ? "_prob" + letter : "prob" + letter + "_";
  }

  /// Platt's logistic curve on each machine, coupled where there are several.
  private static Model platt(Estimator model, Classes classes, Frame in, Reading reading) {
    Engine pairs = pairs(model, classes.size(), in, reading);
    double[] slopes = model.doubles(probabilityAttribute(model, "A"), pairs.outputs(), reading);
    double[] shifts = model.doubles(probabilityAttribute(model, "B"), pairs.outputs(), reading);
    return Model.on(
        in,
        pairs.then(new CoupledProbabilities(classes.size(), slopes, shifts)),
        new Output.Probabilities(classes));
  }

  private static double[][] vectors(Estimator model, Frame in, Reading reading) {
    in.require(reading.inputs());
    if (model.flag("_sparse", false)) {
      throw model.unsupported("support vectors", "a sparse matrix");
    }
    if (model.text("kernel", "").equals("precomputed")) {
      throw model.unsupported("kernel", "precomputed");
    }
    double[][] vectors = model.matrix("support_vectors_", reading);
    in.expect(vectors.length == 0 ? in.width() : vectors[0].length, model);
    return vectors;
  }

  private static Engine similarities(Estimator model, Frame in, Reading reading) {
    double[][] vectors = vectors(model, in, reading);
    return new Similarities(
        in.width(),
        vectors,
        model.doubles("dual_coef_", vectors.length, reading),
        model.doubles("intercept_", 1, reading)[0],
        Kernel.of(model));
  }

  private static Engine pairs(Estimator model, int classes, Frame in, Reading reading) {
    double[][] vectors = vectors(model, in, reading);
    int[] counts = model.array(model.has("_n_support") ? "_n_support" : "n_support_").ints();
    double[][] weights = model.matrix("_dual_coef_", reading);
    double[] intercepts = model.doubles("_intercept_", classes * (classes - 1) / 2, reading);
    boolean fits =
        counts.length == classes
            && Arrays.stream(counts).allMatch(c -> c >= 0 && c <= vectors.length)
            && Arrays.stream(counts).asLongStream().sum() == vectors.length
            && weights.length == classes - 1
            && Arrays.stream(weights).allMatch(w -> w.length == vectors.length);
    if (!fits) {
      throw Refusal.corrupt(
          "%s has %d support vectors, which do not fit its %d classes"
              .formatted(model.name(), vectors.length, classes));
    }
    int[] starts = new int[classes + 1];
    for (int c = 0; c < classes; c++) {
      starts[c + 1] = starts[c] + counts[c];
    }
    return new Pairs(in.width(), vectors, weights, starts, intercepts, Kernel.of(model));
  }

  private record Similarities(
      int inputs, double[][] vectors, double[] weights, double intercept, Kernel kernel)
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
          sum += weights[v] * kernel.between(matrix, r * inputs, vectors[v]);
        }
        out[r] = sum + intercept;
      }
    }
  }

  /// The machine of each pair of classes in order (0 and 1, 0 and 2, ..., 1 and 2, ...); above 0 it is for
  /// the first. The vectors stand class by class; a vector of class `i` has its weight against class `j`
  /// in row `j - 1` where `j` is greater, and in row `j` where it is less.
  private record Pairs(
      int inputs,
      double[][] vectors,
      double[][] weights,
      int[] starts,
      double[] intercepts,
      Kernel kernel)
      implements Engine {
    @Override
    public int outputs() {
      return intercepts.length;
    }

    @Override
    public void score(double[] matrix, int rows, double[] out) {
      double[] similar = new double[vectors.length];
      for (int r = 0; r < rows; r++) {
        for (int v = 0; v < vectors.length; v++) {
          similar[v] = kernel.between(matrix, r * inputs, vectors[v]);
        }
        int pair = 0;
        for (int i = 0; i < starts.length - 1; i++) {
          for (int j = i + 1; j < starts.length - 1; j++) {
            double sum = 0;
            for (int v = starts[i]; v < starts[i + 1]; v++) {
              sum += weights[j - 1][v] * similar[v];
            }
            for (int v = starts[j]; v < starts[j + 1]; v++) {
              sum += weights[i][v] * similar[v];
            }
            out[r * intercepts.length + pair] = sum + intercepts[pair];
            pair++;
          }
        }
      }
    }
  }
}
