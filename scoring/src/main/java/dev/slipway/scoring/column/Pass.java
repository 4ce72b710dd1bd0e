package dev.slipway.scoring.column;

import dev.slipway.core.model.Rows;

/// A number as it is.
public record Pass(int from) implements ColumnOperation {
  @Override
  public int width() {
    return 1;
  }

  @Override
  public void apply(Rows in, Rows out, int at) {
    for (int r = 0; r < in.size(); r++) {
      out.number(r, at, in.number(r, from));
    }
  }
}
