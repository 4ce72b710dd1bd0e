package dev.slipway.stats.drift;

/// What a drift test of one column concluded.
public sealed interface DriftResult {
  /// Rows of the reference and of the window.
  long referenceRows();

  long currentRows();

  /// There were enough rows.
  ///
  /// @param psi over the pooled cells: what was tested
  /// @param pools how many cells the test had
  /// @param effectiveRows `n m / (n + m)`
  /// @param nullLimit what the PSI stays below in 95 % of windows without any drift
  /// @param delta the PSI that counts as too small to matter
  /// @param pValue the chance of such a PSI, or a greater one, if the true one were `delta`
  /// @param eValue the same evidence as an e-value: averages and products of these are valid
  /// @param jensenShannon and the other distances are over all cells
  /// @param chiSquareP of Pearson's test over the pools, against no difference at all: for people, never
  ///     for an alarm
  record Tested(
      long referenceRows,
      long currentRows,
      double psi,
      int pools,
      double effectiveRows,
      double nullLimit,
      double delta,
      double pValue,
      double eValue,
      double jensenShannon,
      double hellinger,
      double greatestDifference,
      double kolmogorovSmirnov,
      double wasserstein,
      double chiSquare,
      double chiSquareP)
      implements DriftResult {}

  /// There were too few rows to say anything.
  ///
  /// @param needed rows that the window, and the reference, must have
  record Insufficient(long referenceRows, long currentRows, long needed) implements DriftResult {}
}
