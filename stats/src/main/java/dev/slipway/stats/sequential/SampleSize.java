package dev.slipway.stats.sequential;

import dev.slipway.stats.interval.Normal;

/// How many rows a comparison needs.
///
/// @param alpha two-sided chance of a false alarm
/// @param power chance of seeing the difference planned for
public record SampleSize(double alpha, double power) {
  public SampleSize {
    if (!(alpha > 0 && alpha < 1 && power > 0 && power < 1)) {
      throw new IllegalArgumentException("alpha %s, power %s".formatted(alpha, power));
    }
  }

  /// Rows in both arms together to tell two proportions apart, looked at once.
  ///
  /// @param share of the traffic that the candidate gets
  public double proportions(double baseline, double candidate, double share) {
    double difference = candidate - baseline;
    double variance = candidate * (1 - candidate) / share + baseline * (1 - baseline) / (1 - share);
    return squaredZ() * variance / (difference * difference);
  }

  /// Rows in both arms together to see a difference of two means, looked at once.
  public double means(double standardDeviation, double difference, double share) {
    double variance = standardDeviation * standardDeviation / (share * (1 - share));
    return squaredZ() * variance / (difference * difference);
  }

  /// How many times as many rows [DifferenceSequence] needs for the same width, as the price of looking at any
  /// moment, where it was planned right.
  public double anytimeFactor() {
    double r = DifferenceSequence.mixture(1, alpha);
    double z = Normal.twoSided(1 - alpha);
    return (1 + r) * Math.log((1 + r) / (r * alpha * alpha)) / (z * z);
  }

  private double squaredZ() {
    double z = Normal.twoSided(1 - alpha) + Normal.quantile(power);
    return z * z;
  }
}
