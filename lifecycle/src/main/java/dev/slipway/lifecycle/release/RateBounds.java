package dev.slipway.lifecycle.release;

import org.apache.commons.numbers.gamma.LogBeta;

/// Where a failure rate lies after `failures` among `trials`, valid however often one looks: the rates
/// that a beta-binomial mixture does not refute at level `alpha`. The mixture is a Beta(1, 100), which
/// expects failures to be rare and so is narrowest there. (Robbins, Annals of Mathematical Statistics 41,
/// 1970.)
record RateBounds(double low, double high) {
  private static final double A = 1;
  private static final double B = 100;
  private static final int HALVINGS = 60;

  static RateBounds of(long failures, long trials, double alpha) {
    if (trials == 0) {
      return new RateBounds(0, 1);
    }
    double rate = (double) failures / trials;
    double low = failures == 0 ? 0 : boundary(failures, trials, alpha, rate, 0);
    double high = failures == trials ? 1 : boundary(failures, trials, alpha, rate, 1);
    return new RateBounds(low, high);
  }

  /// Between a rate that is not refuted and one that is.
  private static double boundary(
      long failures, long trials, double alpha, double inside, double outside) {
    double in = inside;
    double out = outside;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (in + out) / 2;
      if (logE(failures, trials, middle) < -Math.log(alpha)) {
        in = middle;
      } else {
        out = middle;
      }
    }
    return out;
  }

  private static double logE(long failures, long trials, double rate) {
    long rest = trials - failures;
    double atRate =
        (failures == 0 ? 0 : failures * Math.log(rate))
            + (rest == 0 ? 0 : rest * Math.log1p(-rate));
    return LogBeta.value(A + failures, B + rest) - LogBeta.value(A, B) - atRate;
  }
}
