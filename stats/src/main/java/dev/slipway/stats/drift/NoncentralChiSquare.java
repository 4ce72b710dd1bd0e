package dev.slipway.stats.drift;

import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.numbers.gamma.RegularizedGamma;

/// The noncentral chi-square distribution, as a Poisson mixture of central ones.
///
/// `P(X > x) = sum over j of Poisson(j; ncp/2) * Q(df/2 + j, x/2)`. The terms rise to one maximum and
/// fall; they are summed outwards from near it until they no longer count. (Benton and Krishnamoorthy,
/// Computational Statistics & Data Analysis 43, 2003.)
public final class NoncentralChiSquare {
  private static final double NEGLIGIBLE = 1e-17;

  private NoncentralChiSquare() {}

  /// @param df degrees of freedom, above 0
  /// @param ncp noncentrality, at least 0; 0 gives the chi-square distribution
  public static double survival(double x, double df, double ncp) {
    if (!(df > 0) || !(ncp >= 0) || Double.isNaN(x)) {
      throw new IllegalArgumentException("x %s, df %s, ncp %s".formatted(x, df, ncp));
    }
    if (x <= 0) {
      return 1;
    }
    if (ncp == 0) {
      return RegularizedGamma.Q.value(df / 2, x / 2);
    }
    double half = ncp / 2;
    // In the upper tail the greatest term lies near sqrt(x * ncp) / 2, beyond the Poisson's own
    // mode.
    long start = (long) Math.max(half, Math.sqrt(x * ncp) / 2);
    double sum = 0;
    for (long j = start; ; j++) {
      double term = term(j, x, df, half);
      sum += term;
      if (term <= NEGLIGIBLE * sum) {
        break;
      }
    }
    for (long j = start - 1; j >= 0; j--) {
      double term = term(j, x, df, half);
      sum += term;
      if (term <= NEGLIGIBLE * sum) {
        break;
      }
    }
    return Math.min(1, sum);
  }

  private static double term(long j, double x, double df, double half) {
    double weight = Math.exp(j * Math.log(half) - half - LogGamma.value(j + 1.0));
    return weight == 0 ? 0 : weight * RegularizedGamma.Q.value(df / 2 + j, x / 2);
  }
}
