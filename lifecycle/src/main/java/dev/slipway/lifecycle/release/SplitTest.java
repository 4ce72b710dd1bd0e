package dev.slipway.lifecycle.release;

import org.apache.commons.numbers.gamma.LogGamma;

/// Evidence that the traffic is not divided as intended, so that the arms cannot be compared: a
/// Dirichlet-multinomial mixture around the intended shares, concentrated like 10,000 observations.
/// (Lindon and Malek, "Anytime-valid inference for multinomial count data", NeurIPS 2022.)
record SplitTest(double logE, double share, double intended) {
  private static final double CONCENTRATION = 10_000;
  private static final double BLOCK = Math.log(1000);
  private static final double NEGLIGIBLE = 0.005;

  static SplitTest of(long candidate, long baseline, double intended) {
    double n = (double) candidate + baseline;
    if (n == 0) {
      return new SplitTest(0, intended, intended);
    }
    double logE =
        LogGamma.value(CONCENTRATION)
            - LogGamma.value(CONCENTRATION + n)
            + arm(candidate, intended)
            + arm(baseline, 1 - intended);
    return new SplitTest(logE, candidate / n, intended);
  }

  /// Whether the split is surely wrong, and by enough to matter.
  boolean wrong() {
    return logE >= BLOCK && Math.abs(share - intended) / intended > NEGLIGIBLE;
  }

  private static double arm(long count, double share) {
    double prior = CONCENTRATION * share;
    return LogGamma.value(prior + count) - LogGamma.value(prior) - count * Math.log(share);
  }
}
