package dev.slipway.stats.fairness;

import dev.slipway.stats.interval.Interval;

/// How differently a group is treated from the reference group, by one measure.
///
/// @param value the ratio of the smaller to the greater rate, or the absolute difference of the rates
/// @param bounds of the true value, at a level that accounts for how many disparities were looked at
public record Disparity(
    String group, Measure measure, double value, Interval bounds, Verdict verdict) {

  /// What is compared.
  public enum Measure {
    /// The shares of rows decided positive (demographic parity): a ratio.
    SELECTION_RATIO,
    /// The shares of positives found (equal opportunity): a difference.
    TRUE_POSITIVE_RATE,
    /// The shares of negatives called positive: a difference. With the one above: equalised odds.
    FALSE_POSITIVE_RATE
  }

  /// What the bounds allow to say.
  public enum Verdict {
    PASS,
    FAIL,
    INSUFFICIENT
  }
}
