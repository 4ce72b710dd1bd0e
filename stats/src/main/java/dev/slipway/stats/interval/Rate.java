package dev.slipway.stats.interval;

import org.apache.commons.statistics.distribution.BetaDistribution;

/// `successes` out of `trials`, with intervals for the rate behind them and for the comparison of two.
public record Rate(long successes, long trials) {
  public Rate {
    if (successes < 0 || successes > trials) {
      throw new IllegalArgumentException("%d of %d".formatted(successes, trials));
    }
  }

  /// NaN without trials.
  public double value() {
    return (double) successes / trials;
  }

  /// Wilson's score interval. (Wilson, JASA 22, 1927.) Everything from 0 to 1 without trials.
  public Interval wilson(double level) {
    if (trials == 0) {
      return new Interval(0, 1);
    }
    double z = Normal.twoSided(level);
    double p = value();
    double n = trials;
    double centre = p + z * z / (2 * n);
    double spread = z * Math.sqrt(p * (1 - p) / n + z * z / (4 * n * n));
    double scale = 1 + z * z / n;
    return new Interval(
        successes == 0 ? 0 : Math.max(0, (centre - spread) / scale),
        successes == trials ? 1 : Math.min(1, (centre + spread) / scale));
  }

  /// The exact interval of Clopper and Pearson (Biometrika 26, 1934): never too narrow.
  public Interval clopperPearson(double level) {
    double tail = (1 - level) / 2;
    double low =
        successes == 0
            ? 0
            : BetaDistribution.of((double) successes, trials - successes + 1.0)
                .inverseCumulativeProbability(tail);
    double high =
        successes == trials
            ? 1
            : BetaDistribution.of(successes + 1.0, (double) (trials - successes))
                .inverseSurvivalProbability(tail);
    return new Interval(low, high);
  }

  /// This rate minus `other`: Newcombe's hybrid of two Wilson intervals. (Newcombe, Statistics in
  /// Medicine 17, 1998, method 10.)
  public Interval minus(Rate other, double level) {
    if (trials == 0 || other.trials == 0) {
      return new Interval(-1, 1);
    }
    Interval mine = wilson(level);
    Interval theirs = other.wilson(level);
    double p = value();
    double q = other.value();
    return new Interval(
        p - q - Math.hypot(p - mine.low(), theirs.high() - q),
        p - q + Math.hypot(mine.high() - p, q - theirs.low()));
  }

  /// This rate divided by `other`: the log interval of Katz et al. (Biometrics 34, 1978), with half a
  /// success and half a trial added on both sides where a count is zero. From 0 to infinity without trials.
  public Interval over(Rate other, double level) {
    if (trials == 0 || other.trials == 0) {
      return new Interval(0, Double.POSITIVE_INFINITY);
    }
    double add = successes == 0 || other.successes == 0 ? 0.5 : 0;
    double a = successes + add;
    double n = trials + add;
    double b = other.successes + add;
    double m = other.trials + add;
    double log = Math.log(a / n * m / b);
    double spread = Normal.twoSided(level) * Math.sqrt(1 / a - 1 / n + 1 / b - 1 / m);
    return new Interval(Math.exp(log - spread), Math.exp(log + spread));
  }
}
