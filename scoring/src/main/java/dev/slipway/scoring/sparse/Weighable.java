package dev.slipway.scoring.sparse;

import dev.slipway.core.model.Rows;
import dev.slipway.scoring.column.ColumnOperation;

/// Columns that can be summed up by weights without being written down first.
public interface Weighable extends ColumnOperation {
  /// Whether that costs less than writing them down.
  boolean sparse();

  /// Adds every column of every row, times its weights, to `sums`.
  ///
  /// @param at the place of the first column among those that `weights` are for
  void addWeighted(Rows in, Weights weights, int at, double[] sums);

  /// The same for any operation.
  static void add(ColumnOperation operation, Rows in, Weights weights, int at, double[] sums) {
    if (operation instanceof Weighable weighable && weighable.sparse()) {
      weighable.addWeighted(in, weights, at, sums);
    } else {
      Rows columns = new Rows(operation.width(), operation.text(), in.size());
      operation.apply(in, columns, 0);
      weights.addDense(columns, at, sums);
    }
  }
}
