package dev.slipway.scoring.column;

import dev.slipway.core.model.Rows;

/// `number * factor + offset`, as a min-max scaler computes it.
public record Affine(int from, double factor, double offset) implements ColumnOperation {
  @Override
  public int width() {
    return 1;
  }

  @Override
  public void apply(Rows in, Rows out, int at) {
    for (int r = 0; r < in.size(); r++) {
      out.number(r, at, in.number(r, from) * factor + offset);
    }
  }
}
