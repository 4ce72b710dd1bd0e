package dev.slipway.scoring.column;

import dev.slipway.core.model.Rows;

/// `(number - center) / divisor` for some columns at once, rounded after each, as NumPy does.
///
/// @param from the columns that are read, in the order in which they are written
public record CenterAndDivide(int[] from, double[] center, double[] divisor)
    implements ColumnOperation {
  @Override
  public int width() {
    return from.length;
  }

  @Override
  public void apply(Rows in, Rows out, int at) {
    double[] x = in.numbers();
    double[] y = out.numbers();
    for (int r = 0; r < in.size(); r++) {
      int row = r * in.width();
      int to = r * out.width() + at;
      for (int i = 0; i < from.length; i++) {
        y[to + i] = (x[row + from[i]] - center[i]) / divisor[i];
      }
    }
  }

  /// Whether it reads all of so many columns, in order.
  boolean readsAll(int columns) {
    for (int i = 0; i < from.length; i++) {
      if (from[i] != i) {
        return false;
      }
    }
    return from.length == columns;
  }
}
