package dev.slipway.scoring.column;

import dev.slipway.core.model.Rows;

/// A number, or `value` where it is missing.
public record Impute(int from, double value) implements ColumnOperation {
  @Override
  public int width() {
    return 1;
  }

  @Override
  public void apply(Rows in, Rows out, int at) {
    for (int r = 0; r < in.size(); r++) {
      double number = in.number(r, from);
      out.number(r, at, Double.isNaN(number) ? value : number);
    }
  }
}
