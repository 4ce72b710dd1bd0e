package dev.slipway.stats.sequential;

import dev.slipway.stats.interval.Interval;
import org.apache.commons.numbers.gamma.LogBeta;

/// A confidence sequence for the mean of values between 0 and 1, exact at any size: all means against which
/// the Beta(½, ½) mixture of likelihood ratios has not reached `1 / alpha`. For values strictly between 0
/// and 1 it is valid because the ratio is convex in the value. (Robbins 1970; Waudby-Smith and Ramdas,
/// "Estimating means of bounded random variables by betting", JRSS B 86, 2024.)
public record BoundedRate(double alpha) {
  private static final int BISECTIONS = 60;
  private static final double PRIOR = 0.5;

  public BoundedRate {
    if (!(alpha > 0 && alpha < 1)) {
      throw new IllegalArgumentException("alpha lies between 0 and 1, not " + alpha);
    }
  }

  /// @param sum of the `count` values
  public Interval of(long count, double sum) {
    if (count == 0) {
      return new Interval(0, 1);
    }
    double mean = Math.clamp(sum / count, 0, 1);
    double mixture =
        LogBeta.value(PRIOR + sum, PRIOR + Math.max(0, count - sum)) - LogBeta.value(PRIOR, PRIOR);
    return new Interval(edge(mean, 0, mixture, count, sum), edge(mean, 1, mixture, count, sum));
  }

  private double edge(double inside, double outside, double mixture, long count, double sum) {
    double in = inside;
    double out = outside;
    for (int i = 0; i < BISECTIONS; i++) {
      double middle = (in + out) / 2;
      double logE = mixture - likelihood(middle, sum, count - sum);
      if (logE < -Math.log(alpha)) {
        in = middle;
      } else {
        out = middle;
      }
    }
    return out;
  }

  private static double likelihood(double p, double successes, double failures) {
    return (successes > 0 ? successes * Math.log(p) : 0)
        + (failures > 0 ? failures * Math.log1p(-p) : 0);
  }
}
