package dev.slipway.scoring.sparse;

import dev.slipway.core.model.Rows;
import dev.slipway.scoring.column.ColumnOperation;

/// An operation on all columns of the step before that leaves a 0 a 0, and so can go on with sparse rows.
public interface SparseFilter extends ColumnOperation {
  /// May change the rows that it is given and give them back.
  SparseRows filter(SparseRows rows);

  @Override
  default void apply(Rows in, Rows out, int at) {
    SparseRows rows = new SparseRows(in.size());
    for (int r = 0; r < in.size(); r++) {
      for (int c = 0; c < in.width(); c++) {
        double number = in.number(r, c);
        if (number != 0) {
          rows.add(c, number);
        }
      }
      rows.endRow();
    }
    SparseOperation.scatter(filter(rows), width(), out, at);
  }
}
