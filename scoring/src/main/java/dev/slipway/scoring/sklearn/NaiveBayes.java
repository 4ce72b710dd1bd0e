package dev.slipway.scoring.sklearn;

import dev.slipway.core.model.Output;
import dev.slipway.scoring.engine.Engine;

/// Naive Bayes on numbers: the log of each class's prior and of each column's likelihood, added up.
final class NaiveBayes {
  private NaiveBayes() {}

  static Model gaussian(Estimator model, Frame in, Reading reading) {
    in.require(reading.inputs());
    Output output = ClassLabels.probabilities(model);
    double[][] means = model.matrix("theta_", reading);
    double[][] variances = model.matrix(model.has("var_") ? "var_" : "sigma_", reading);
    double[] priors = model.doubles("class_prior_", output.width(), reading);
    if (means.length != priors.length || variances.length != priors.length) {
      throw Refusal.corrupt(
          "GaussianNB has %d means for %d classes".formatted(means.length, priors.length));
    }
    in.expect(means[0].length, model);
    return Model.on(in, Gaussian.of(means, variances, priors).then(Links.LOG_SUM_EXP), output);
  }

  private record Gaussian(int inputs, double[] constants, double[] means, double[] variances)
      implements Engine {
    static Gaussian of(double[][] means, double[][] variances, double[] priors) {
      int width = means[0].length;
      double[] constants = new double[priors.length];
      double[] flatMeans = new double[priors.length * width];
      double[] flatVariances = new double[priors.length * width];
      for (int c = 0; c < priors.length; c++) {
        double logs = 0;
        for (int i = 0; i < width; i++) {
          flatMeans[c * width + i] = means[c][i];
          flatVariances[c * width + i] = variances[c][i];
          logs += Math.log(2 * Math.PI * variances[c][i]);
        }
        constants[c] = Math.log(priors[c]) - 0.5 * logs;
      }
      return new Gaussian(width, constants, flatMeans, flatVariances);
    }

    @Override
    public int outputs() {
      return constants.length;
    }

    @Override
    public void score(double[] matrix, int rows, double[] out) {
      for (int r = 0; r < rows; r++) {
        for (int c = 0; c < constants.length; c++) {
          double sum = 0;
          for (int i = 0; i < inputs; i++) {
            double away = matrix[r * inputs + i] - means[c * inputs + i];
            sum += away * away / variances[c * inputs + i];
          }
          out[r * constants.length + c] = constants[c] - 0.5 * sum;
        }
      }
    }
  }
}
