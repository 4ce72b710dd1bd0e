package dev.slipway.stats.sequential;

import dev.slipway.stats.interval.Interval;

/// A confidence sequence for a quantile, from counts in buckets: with probability `1 - alpha` it holds the
/// true quantile at every moment.
///
/// At the true quantile `x`, a value lies below `x` with probability at most `quantile` and above it with
/// probability at most `1 - quantile`; an `x` at which either count is too great is ruled out. Nothing is
/// assumed of the distribution, and a bucket counts at the end that is on the safe side. (Howard and Ramdas,
/// "Sequential estimation of quantiles with applications to A/B testing and best-arm identification",
/// Bernoulli 28, 2022.)
///
/// @param quantile 0.99 for the time that 99 of 100 requests stay below
/// @param planned values that the answer is planned for
public record QuantileSequence(double quantile, double alpha, double planned) {
  public QuantileSequence {
    if (!(quantile > 0 && quantile < 1) || !(alpha > 0 && alpha < 1) || !(planned > 0)) {
      throw new IllegalArgumentException(
          "quantile %s, alpha %s, planned %s".formatted(quantile, alpha, planned));
    }
  }

  /// Infinite on the side on which there are not enough values yet.
  ///
  /// @param counts of values, bucket by bucket, ascending
  /// @param lows and highs: no value of a bucket lies outside of these
  public Interval of(long[] counts, double[] lows, double[] highs) {
    long total = 0;
    for (long count : counts) {
      total += count;
    }
    double side = alpha / 2;
    long below = BernoulliExcess.planned(quantile, planned, side).threshold(total, side);
    long above = BernoulliExcess.planned(1 - quantile, planned, side).threshold(total, side);
    double high = Double.POSITIVE_INFINITY;
    long seen = 0;
    for (int i = 0; i < counts.length && seen < below; i++) {
      seen += counts[i];
      high = seen >= below ? highs[i] : high;
    }
    double low = Double.NEGATIVE_INFINITY;
    seen = 0;
    for (int i = counts.length - 1; i >= 0 && seen < above; i--) {
      seen += counts[i];
      low = seen >= above ? lows[i] : low;
    }
    return new Interval(low, high);
  }
}
