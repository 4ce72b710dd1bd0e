package dev.slipway.stats.metric;

/// Checks on the arrays that metrics are computed from.
final class Inputs {
  private Inputs() {}

  static void sameLength(int predictions, int truths) {
    if (predictions != truths) {
      throw new IllegalArgumentException(
          "%d predictions for %d true values".formatted(predictions, truths));
    }
  }

  static void someRows(int predictions, int truths) {
    sameLength(predictions, truths);
    if (predictions == 0) {
      throw new IllegalArgumentException("no rows to compute a metric from");
    }
  }

  static void noNaN(double[] values) {
    for (int i = 0; i < values.length; i++) {
      if (Double.isNaN(values[i])) {
        throw new IllegalArgumentException("value " + i + " is NaN");
      }
    }
  }
}
