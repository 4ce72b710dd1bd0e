package dev.slipway.stats.sequential;

import dev.slipway.stats.interval.Interval;

/// A confidence sequence for the difference of two arms' means: at every moment an interval, and with
/// probability `1 - alpha` none of them misses the true difference.
///
/// With the information `I = 1 / (s1²/n1 + s2²/n2)` its half-width is
/// `sqrt((I + r) / I² ln((I + r) / (r alpha²)))`, `r` chosen so that it is narrowest at the information
/// planned for. It rests on the central limit theorem, so an arm needs about 200 values; for values between
/// 0 and 1 [#bounded(Arm, Arm)] is exact at any size. (Waudby-Smith et al., "Time-uniform central limit
/// theory and asymptotic confidence sequences", Annals of Statistics 52, 2024.)
///
/// @param planned values in both arms together that the answer is planned for
public record DifferenceSequence(double alpha, double planned) {
  /// Fewer values than this in an arm are too few for [#of(Arm, Arm)].
  public static final long FEW = 200;

  public DifferenceSequence {
    if (!(alpha > 0 && alpha < 1) || !(planned > 0)) {
      throw new IllegalArgumentException("alpha %s, planned %s".formatted(alpha, planned));
    }
  }

  /// Candidate minus baseline. Everything while an arm has fewer than two values or nothing varies.
  public Interval of(Arm candidate, Arm baseline) {
    double variance =
        candidate.variance() / candidate.count() + baseline.variance() / baseline.count();
    if (candidate.count() < 2 || baseline.count() < 2 || !(variance > 0)) {
      return new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }
    double information = 1 / variance;
    double seen = candidate.count() + baseline.count();
    double r = mixture(information * planned / seen, alpha);
    double difference = candidate.mean() - baseline.mean();
    double spread =
        Math.sqrt(
            (information + r)
                / (information * information)
                * Math.log((information + r) / (r * alpha * alpha)));
    return new Interval(difference - spread, difference + spread);
  }

  /// Candidate minus baseline for values between 0 and 1: valid from the first value.
  public Interval bounded(Arm candidate, Arm baseline) {
    BoundedRate rate = new BoundedRate(alpha / 2);
    Interval mine = rate.of(candidate.count(), candidate.sum());
    Interval theirs = rate.of(baseline.count(), baseline.sum());
    return new Interval(mine.low() - theirs.high(), mine.high() - theirs.low());
  }

  /// The weight of the prior, in observations, that makes a mixture boundary narrowest at `planned`.
  static double mixture(double planned, double alpha) {
    double log = -2 * Math.log(alpha);
    return planned / (Math.log1p(log) + log);
  }
}
