package dev.slipway.stats.metric;

/// How far predicted numbers were from the true ones.
public final class Regression {
  private Regression() {}

  /// The mean absolute error.
  public static double mae(double[] predictions, double[] truths) {
    Inputs.someRows(predictions.length, truths.length);
    double sum = 0;
    for (int i = 0; i < predictions.length; i++) {
      sum += Math.abs(predictions[i] - truths[i]);
    }
    return sum / predictions.length;
  }

  /// The square root of the mean squared error.
  public static double rmse(double[] predictions, double[] truths) {
    Inputs.someRows(predictions.length, truths.length);
    return Math.sqrt(squaredErrors(predictions, truths) / predictions.length);
  }

  /// The share of the variance that is explained. For a constant truth 1 where every prediction is right,
  /// else 0, as in scikit-learn.
  public static double r2(double[] predictions, double[] truths) {
    Inputs.someRows(predictions.length, truths.length);
    double mean = 0;
    for (double truth : truths) {
      mean += truth;
    }
    mean /= truths.length;
    double total = 0;
    for (double truth : truths) {
      total += (truth - mean) * (truth - mean);
    }
    double residual = squaredErrors(predictions, truths);
    if (total == 0) {
      return residual == 0 ? 1 : 0;
    }
    return 1 - residual / total;
  }

  private static double squaredErrors(double[] predictions, double[] truths) {
    double sum = 0;
    for (int i = 0; i < predictions.length; i++) {
      double error = predictions[i] - truths[i];
      sum += error * error;
    }
    return sum;
  }
}
