package dev.slipway.scoring.sparse;

import dev.slipway.core.model.Rows;

/// Sparse columns, and a filter behind them.
public record Filtered(SparseOperation source, SparseFilter filter) implements SparseOperation {
  @Override
  public int width() {
    return filter.width();
  }

  @Override
  public SparseRows rows(Rows in) {
    return filter.filter(source.rows(in));
  }
}
