package dev.slipway.stats.metric;

import dev.slipway.stats.interval.Interval;
import dev.slipway.stats.interval.Normal;

/// The mean of the differences between two figures of the same rows, such as the losses of two models.
///
/// @param standardError of the mean; 0 where every difference is the same
public record MeanDifference(double mean, double standardError, long rows) {
  /// `first` minus `second`, row by row; at least two rows.
  public static MeanDifference paired(double[] first, double[] second) {
    Inputs.sameLength(first.length, second.length);
    if (first.length < 2) {
      throw new IllegalArgumentException(
          "a difference of means needs two rows, not " + first.length);
    }
    int n = first.length;
    double mean = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double difference = first[i] - second[i];
      double step = difference - mean;
      mean += step / (i + 1);
      squares += step * (difference - mean);
    }
    return new MeanDifference(mean, Math.sqrt(squares / (n - 1) / n), n);
  }

  /// Normal approximation: fair from about a hundred rows.
  public Interval interval(double level) {
    double spread = Normal.twoSided(level) * standardError;
    return new Interval(mean - spread, mean + spread);
  }

  /// Valid for any number of rows where the differences lie in an interval of length `range`. (Maurer and
  /// Pontil, "Empirical Bernstein bounds and sample variance penalization", 2009, theorem 4.)
  public Interval bounded(double level, double range) {
    double log = Math.log(4 / (1 - level));
    double spread = standardError * Math.sqrt(2 * log) + 7 * range * log / (3 * (rows - 1));
    return new Interval(mean - spread, mean + spread);
  }

  /// Two-sided, against no difference.
  public double pValue() {
    if (standardError == 0) {
      return mean == 0 ? 1 : 0;
    }
    return Normal.twoSidedP(mean / standardError);
  }
}
