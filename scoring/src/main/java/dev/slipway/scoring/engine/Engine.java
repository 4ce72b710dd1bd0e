package dev.slipway.scoring.engine;

/// The arithmetic of a model: a row-major matrix of numbers in, a row-major matrix of numbers out.
///
/// Immutable and thread-safe. Scoring allocates a few arrays a call, never one per row, feature or tree.
public interface Engine {
  /// How many numbers it reads for each row.
  int inputs();

  /// How many numbers it writes for each row.
  int outputs();

  /// Reads row `r` at `matrix[r * inputs()]` and writes its scores at `out[r * outputs()]`. NaN is a
  /// missing value. `out` is overwritten.
  void score(double[] matrix, int rows, double[] out);

  /// This engine with `link` applied to each row of its scores.
  default Engine then(Link link) {
    return new LinkedEngine(this, link);
  }
}
