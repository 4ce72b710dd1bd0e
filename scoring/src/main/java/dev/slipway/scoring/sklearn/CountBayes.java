package dev.slipway.scoring.sklearn;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.Output;
import dev.slipway.scoring.engine.Engine;
import dev.slipway.scoring.linear.LinearEngine;
import dev.slipway.scoring.pickle.NumpyArray;
import dev.slipway.scoring.pickle.Pickled;
import java.util.Arrays;
import java.util.List;

/// Naive Bayes on counts, on what is there or not, and on categories.
final class CountBayes {
  private CountBayes() {}

  static Model multinomial(Estimator model, Frame in, Reading reading) {
    return linear(
        model,
        model.matrix("feature_log_prob_", reading),
        model.doubles("class_log_prior_", reading),
        in,
        reading);
  }

  /// The classes' complements decide; their priors count only where there is one class.
  static Model complement(Estimator model, Frame in, Reading reading) {
    double[] priors = model.doubles("class_log_prior_", reading);
    return linear(
        model,
        model.matrix("feature_log_prob_", reading),
        priors.length == 1 ? priors : new double[priors.length],
        in,
        reading);
  }

  static Model bernoulli(Estimator model, Frame in, Reading reading) {
    double[][] weights = model.matrix("feature_log_prob_", reading);
    double[] intercepts = model.doubles("class_log_prior_", weights.length, reading);
    for (int c = 0; c < weights.length; c++) {
      for (int i = 0; i < weights[c].length; i++) {
        double absent = Math.log(1 - Math.exp(weights[c][i]));
        weights[c][i] -= absent;
        intercepts[c] += absent;
      }
    }
    if (!model.has("binarize")) {
      return linear(model, weights, intercepts, in, reading);
    }
    Engine scores = scores(model, weights, intercepts, in, reading);
    Engine binarized = new Binarized(scores, model.number("binarize"));
    return Model.on(in, binarized.then(Links.LOG_SUM_EXP), ClassLabels.probabilities(model));
  }

  static Model categorical(Estimator model, Frame in, Reading reading) {
    in.require(reading.inputs());
    Output output = ClassLabels.probabilities(model);
    List<Pickled> columns = model.list("feature_log_prob_");
    double[][] logs = new double[columns.size()][];
    for (int i = 0; i < logs.length; i++) {
      NumpyArray array = NumpyArray.of(columns.get(i));
      if (array == null || array.size() == 0 || array.length(0) != output.width()) {
        throw Refusal.corrupt("column %d of %s has no categories".formatted(i, model.name()));
      }
      logs[i] = reading.doubles(array);
    }
    in.expect(logs.length, model);
    double[] priors = model.doubles("class_log_prior_", output.width(), reading);
    return Model.on(in, new Categorical(logs, priors).then(Links.LOG_SUM_EXP), output);
  }

  private static Model linear(
      Estimator model, double[][] weights, double[] intercepts, Frame in, Reading reading) {
    Engine scores = scores(model, weights, intercepts, in, reading);
    return Model.on(in, scores.then(Links.LOG_SUM_EXP), ClassLabels.probabilities(model));
  }

  private static Engine scores(
      Estimator model, double[][] weights, double[] intercepts, Frame in, Reading reading) {
    in.require(reading.inputs());
    if (weights.length == 0 || weights.length != intercepts.length) {
      throw Refusal.corrupt(
          "%s has %d rows of weights for %d priors"
              .formatted(model.name(), weights.length, intercepts.length));
    }
    in.expect(weights[0].length, model);
    return new LinearEngine(weights, intercepts);
  }

  /// Numbers above the threshold count as 1, all others as 0.
  private record Binarized(Engine scores, double threshold) implements Engine {
    @Override
    public int inputs() {
      return scores.inputs();
    }

    @Override
    public int outputs() {
      return scores.outputs();
    }

    @Override
    public void score(double[] matrix, int rows, double[] out) {
      double[] flags = new double[rows * inputs()];
      for (int i = 0; i < flags.length; i++) {
        flags[i] = matrix[i] > threshold ? 1 : 0;
      }
      scores.score(flags, rows, out);
    }
  }

  /// @param logs for each column, class by class, the log of each category's probability
  private record Categorical(double[][] logs, double[] priors) implements Engine {
    @Override
    public int inputs() {
      return logs.length;
    }

    @Override
    public int outputs() {
      return priors.length;
    }

    @Override
    public void score(double[] matrix, int rows, double[] out) {
      for (int r = 0; r < rows; r++) {
        int at = r * priors.length;
        Arrays.fill(out, at, at + priors.length, 0);
        for (int i = 0; i < logs.length; i++) {
          int categories = logs[i].length / priors.length;
          int category = category(matrix[r * logs.length + i], i, categories);
          for (int c = 0; c < priors.length; c++) {
            out[at + c] += logs[i][c * categories + category];
          }
        }
        for (int c = 0; c < priors.length; c++) {
          out[at + c] += priors[c];
        }
      }
    }

    private static int category(double value, int column, int categories) {
      if (value > -1 && value < categories) {
        return (int) value;
      }
      throw new SlipwayException(
          ErrorCode.INVALID_ROW,
          "column %d is %s, but the model knows the categories 0 to %d; send one of them"
              .formatted(column, value, categories - 1));
    }
  }
}
