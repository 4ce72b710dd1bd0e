package dev.slipway.stats.drift;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/// Tests whether a column drifted by more than matters.
///
/// Without drift, PSI times the effective rows follows a chi-square distribution; with a true PSI of
/// `delta`, a noncentral one with `delta * rows` as its noncentrality. The test is against `delta`, not
/// against zero: with enough rows any difference is significant, but only one that matters raises an
/// alarm. (Minimum-effect tests: Murphy and Myors, Journal of Applied Psychology 84, 1999.)
///
/// @param delta the PSI that counts as too small to matter
/// @param minRows fewer rows than this, in the window or the reference, are insufficient
public record DriftTest(double delta, long minRows) {
  public static final double LOW_IMPORTANCE = 0.20;
  public static final double NORMAL_IMPORTANCE = 0.10;
  public static final double HIGH_IMPORTANCE = 0.02;
  public static final long MIN_ROWS = 200;
  static final int POOLS = 10;
  static final double MIN_SHARE = 0.005;

  public DriftTest {
    if (!(delta >= 0)) {
      throw new IllegalArgumentException("delta must be at least 0, not " + delta);
    }
  }

  public static DriftTest withDelta(double delta) {
    return new DriftTest(delta, MIN_ROWS);
  }

  /// Cells in the order of their values, such as the bins of numbers.
  ///
  /// @param positions where each cell lies on the axis
  /// @param scale the reference's standard deviation
  public DriftResult ordered(long[] reference, long[] current, double[] positions, double scale) {
    double wasserstein =
        enough(reference, current)
            ? Distances.wasserstein(reference, current, positions, scale)
            : Double.NaN;
    return test(reference, current, Pooled.ordered(reference, current, POOLS), wasserstein);
  }

  /// Cells without an order, such as categories. Here `kolmogorovSmirnov` and `wasserstein` are NaN.
  public DriftResult categories(long[] reference, long[] current) {
    return test(reference, current, Pooled.categories(reference, current, MIN_SHARE), Double.NaN);
  }

  private DriftResult test(long[] reference, long[] current, Pooled pooled, double wasserstein) {
    long n = Distances.total(reference);
    long m = Distances.total(current);
    if (!enough(reference, current)) {
      return new DriftResult.Insufficient(n, m, minRows);
    }
    double rows = (double) n * m / (n + m);
    int freedom = Math.max(1, pooled.size() - 1);
    double psi = Distances.psi(pooled.reference(), pooled.current());
    double pValue = NoncentralChiSquare.survival(psi * rows, freedom, delta * rows);
    double chiSquare = Distances.chiSquare(pooled.reference(), pooled.current());
    ChiSquaredDistribution nothing = ChiSquaredDistribution.of(freedom);
    return new DriftResult.Tested(
        n,
        m,
        psi,
        pooled.size(),
        rows,
        nothing.inverseCumulativeProbability(0.95) / rows,
        delta,
        pValue,
        EValues.fromP(pValue),
        Distances.jensenShannon(reference, current),
        Distances.hellinger(reference, current),
        Distances.greatest(reference, current),
        Double.isNaN(wasserstein) ? Double.NaN : Distances.kolmogorovSmirnov(reference, current),
        wasserstein,
        chiSquare,
        nothing.survivalProbability(chiSquare));
  }

  private boolean enough(long[] reference, long[] current) {
    if (reference.length != current.length || reference.length == 0) {
      throw new IllegalArgumentException(
          "%d reference cells and %d current ones".formatted(reference.length, current.length));
    }
    return Math.min(Distances.total(reference), Distances.total(current)) >= Math.max(1, minRows);
  }
}
