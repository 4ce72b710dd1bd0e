package dev.slipway.scoring.column;

import dev.slipway.core.model.Rows;

/// `(number - center) / divisor`, as a standard scaler computes it.
public record Scale(int from, double center, double divisor) implements ColumnOperation {
  @Override
  public int width() {
    return 1;
  }

  @Override
  public void apply(Rows in, Rows out, int at) {
    for (int r = 0; r < in.size(); r++) {
      out.number(r, at, (in.number(r, from) - center) / divisor);
    }
  }
}
