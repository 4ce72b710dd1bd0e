package dev.slipway.stats.interval;

import org.apache.commons.statistics.distribution.NormalDistribution;

/// The standard normal distribution.
public final class Normal {
  private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);

  private Normal() {}

  /// The quantile that a two-sided interval of this confidence level reaches to: 1.96 for 0.95.
  public static double twoSided(double level) {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("a confidence level lies between 0 and 1, not " + level);
    }
    return STANDARD.inverseSurvivalProbability((1 - level) / 2);
  }

  public static double quantile(double probability) {
    return STANDARD.inverseCumulativeProbability(probability);
  }

  /// The chance of a value at least as far from 0 as `z`.
  public static double twoSidedP(double z) {
    return Math.min(1, 2 * STANDARD.survivalProbability(Math.abs(z)));
  }
}
