package dev.slipway.scoring.column;

import dev.slipway.core.model.Rows;

/// The same number in every row.
public record Constant(double value) implements ColumnOperation {
  @Override
  public int width() {
    return 1;
  }

  @Override
  public void apply(Rows in, Rows out, int at) {
    for (int r = 0; r < in.size(); r++) {
      out.number(r, at, value);
    }
  }
}
