package dev.slipway.scoring.engine;

import java.util.Optional;

/// The arithmetic of a model: a row-major matrix of numbers in, a row-major matrix of numbers out.
///
/// Immutable and thread-safe. Scoring allocates at most a few arrays a call, never one per row, feature or
/// tree.
public interface Engine {
  /// How many numbers it reads for each row.
  int inputs();

  /// How many numbers it writes for each row.
  int outputs();

  /// Reads row `r` at `matrix[r * inputs()]` and writes its scores at `out[r * outputs()]`. NaN is a
  /// missing value. `out` is overwritten.
  void score(double[] matrix, int rows, double[] out);

  /// This engine with the scaling `(input - center) / divisor` in front of it, in one pass; or empty where
  /// that is no faster than two, or would not give the same numbers.
  default Optional<Engine> behindScaler(double[] center, double[] divisor) {
    return Optional.empty();
  }

  /// This engine with `link` applied to each row of its scores.
  default Engine then(Link link) {
    return new LinkedEngine(this, link);
  }
}
