package dev.slipway.stats.calibration;

import dev.slipway.stats.interval.Interval;
import dev.slipway.stats.interval.Normal;

/// The mean of a figure (the share of right decisions, a loss) over many rows of which few are labelled: its
/// estimate on all rows, corrected by how far off the estimates were on the labelled ones. Valid even where
/// the estimates are wrong. (Angelopoulos et al., "Prediction-powered inference", Science 382, 2023.)
///
/// @param correction mean of true value minus estimate over the labelled rows
public record CorrectedMean(
    double value, double standardError, double correction, double correctionError) {

  /// @param estimates for all rows
  /// @param labelledEstimates and labelledTruths of the labelled rows, at least two
  public static CorrectedMean of(
      double[] estimates, double[] labelledEstimates, double[] labelledTruths) {
    int n = labelledEstimates.length;
    if (n != labelledTruths.length || n < 2 || estimates.length < 2) {
      throw new IllegalArgumentException(
          "%d estimates; %d estimates and %d truths of labelled rows: two are needed of each"
              .formatted(estimates.length, n, labelledTruths.length));
    }
    double[] errors = new double[n];
    for (int i = 0; i < n; i++) {
      errors[i] = labelledTruths[i] - labelledEstimates[i];
    }
    double correction = mean(errors);
    double correctionVariance = variance(errors, correction) / n;
    double estimate = mean(estimates);
    double estimateVariance = variance(estimates, estimate) / estimates.length;
    return new CorrectedMean(
        estimate + correction,
        Math.sqrt(estimateVariance + correctionVariance),
        correction,
        Math.sqrt(correctionVariance));
  }

  public Interval interval(double level) {
    double spread = Normal.twoSided(level) * standardError;
    return new Interval(value - spread, value + spread);
  }

  /// Whether the labels surely contradict the estimates: the concept drifted, or the calibration broke.
  public boolean contradicted(double level) {
    return Math.abs(correction) > Normal.twoSided(level) * correctionError;
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double variance(double[] values, double mean) {
    double sum = 0;
    for (double value : values) {
      sum += (value - mean) * (value - mean);
    }
    return sum / (values.length - 1);
  }
}
