package dev.slipway.scoring.sklearn;

import dev.slipway.scoring.sparse.SparseFilter;
import dev.slipway.scoring.sparse.SparseRows;

/// Every column divided by its number: a scaler that does not move zeros.
record Divided(double[] divisor) implements SparseFilter {
  @Override
  public int width() {
    return divisor.length;
  }

  @Override
  public SparseRows filter(SparseRows rows) {
    int end = rows.rows() == 0 ? 0 : rows.to(rows.rows() - 1);
    for (int i = 0; i < end; i++) {
      rows.number(i, rows.number(i) / divisor[rows.column(i)]);
    }
    return rows;
  }
}
