package dev.slipway.lifecycle.watch;

import java.util.LinkedHashMap;
import java.util.Map;

/// What a binary classifier's probabilities promise of its own performance, before any truth is known.
///
/// If of all rows scored `p` a share `p` is positive, then a row scored `p` and decided positive is a
/// true positive with the chance `p`; the expected confusion follows by adding up. This holds as long as
/// the model is calibrated, and cannot see that the inputs' meaning changed.
final class ExpectedPerformance {
  private long rows;
  private double truePositives;
  private double falsePositives;
  private double falseNegatives;
  private double squaredError;

  /// @param positive whether the positive class was predicted
  void add(double probability, boolean positive) {
    rows++;
    squaredError += probability * (1 - probability);
    if (positive) {
      truePositives += probability;
      falsePositives += 1 - probability;
    } else {
      falseNegatives += probability;
    }
  }

  Map<String, Double> metrics() {
    Map<String, Double> metrics = new LinkedHashMap<>();
    if (rows == 0) {
      return metrics;
    }
    metrics.put("accuracy", 1 - (falsePositives + falseNegatives) / rows);
    put(metrics, "precision", truePositives, truePositives + falsePositives);
    put(metrics, "recall", truePositives, truePositives + falseNegatives);
    put(metrics, "f1", 2 * truePositives, 2 * truePositives + falsePositives + falseNegatives);
    metrics.put("brier", squaredError / rows);
    return metrics;
  }

  private static void put(Map<String, Double> metrics, String name, double part, double whole) {
    if (whole > 0) {
      metrics.put(name, part / whole);
    }
  }
}
