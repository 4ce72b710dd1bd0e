package dev.slipway.scoring.engine;

/// A function from the raw scores of a row to what the model promises: probabilities, counts, classes.
public interface Link {
  /// How many numbers come out where `inputs` go in.
  int outputs(int inputs);

  /// Whether `raw` and `out` may also be one array where rows become wider: it goes from the last row to
  /// the first.
  default boolean widensInPlace() {
    return false;
  }

  /// Turns `rows` rows of `width` raw scores into `rows` rows of `outputs(width)` numbers. `raw` and
  /// `out` are the same array where both widths are equal or [#widensInPlace()], and are apart otherwise.
  void apply(double[] raw, int width, int rows, double[] out);
}
