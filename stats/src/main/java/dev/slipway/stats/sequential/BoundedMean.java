package dev.slipway.stats.sequential;

import dev.slipway.stats.interval.Interval;
import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.numbers.gamma.RegularizedGamma;

/// The mean of values between 0 and 1, added one by one, with an empirical-Bernstein confidence sequence:
/// exact at any size, and as narrow as the values' own variance allows. Values of a wider range are scaled
/// (and clipped, which is to be reported) before.
///
/// The variance is measured around the mean of the values before, and the boundary is the gamma-exponential
/// mixture with scale 1. (Howard, Ramdas, McAuliffe and Sekhon, "Time-uniform, nonparametric, nonasymptotic
/// confidence sequences", Annals of Statistics 49, 2021, theorem 4 and proposition 9.)
///
/// @param squares sum of squared distances of each value to the mean before it
public record BoundedMean(long count, double mean, double squares) {
  public static final BoundedMean START = new BoundedMean(0, 0.5, 0);
  private static final int BISECTIONS = 100;

  public BoundedMean add(double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(value + " is not between 0 and 1");
    }
    double error = value - mean;
    double sum = count == 0 ? 0 : mean * count;
    return new BoundedMean(count + 1, (sum + value) / (count + 1), squares + error * error);
  }

  /// @param plannedSquares the `squares` that the answer is planned for: rows times variance
  public Interval interval(double alpha, double plannedSquares) {
    if (count == 0) {
      return new Interval(0, 1);
    }
    double rho = DifferenceSequence.mixture(plannedSquares, alpha);
    double wanted = -Math.log(alpha / 2);
    double low = 0;
    double high = count;
    for (int i = 0; i < BISECTIONS; i++) {
      double middle = (low + high) / 2;
      if (logMixture(middle, squares, rho) < wanted) {
        low = middle;
      } else {
        high = middle;
      }
    }
    double spread = high / count;
    return new Interval(Math.max(0, mean - spread), Math.min(1, mean + spread));
  }

  /// The logarithm of the mixture where the values' sum is off by `s`.
  private static double logMixture(double s, double v, double rho) {
    return rho * Math.log(rho)
        - LogGamma.value(rho)
        - Math.log(RegularizedGamma.P.value(rho, rho))
        + LogGamma.value(v + rho)
        + Math.log(RegularizedGamma.P.value(v + rho, s + v + rho))
        - (v + rho) * Math.log(s + v + rho)
        + s
        + v;
  }
}
