package dev.slipway.scoring.sparse;

import dev.slipway.core.model.Rows;
import java.util.List;

/// Sparse operations side by side: all read the same rows, each adds its columns to the right.
public record SparseBeside(List<SparseOperation> operations, int width) implements SparseOperation {
  public SparseBeside {
    operations = List.copyOf(operations);
  }

  @Override
  public SparseRows rows(Rows in) {
    List<SparseRows> parts = operations.stream().map(o -> o.rows(in)).toList();
    SparseRows all = new SparseRows(in.size());
    for (int r = 0; r < in.size(); r++) {
      int at = 0;
      for (int p = 0; p < parts.size(); p++) {
        SparseRows part = parts.get(p);
        for (int i = part.from(r); i < part.to(r); i++) {
          all.add(at + part.column(i), part.number(i));
        }
        at += operations.get(p).width();
      }
      all.endRow();
    }
    return all;
  }

  @Override
  public void addWeighted(Rows in, Weights weights, int at, double[] sums) {
    int column = at;
    for (SparseOperation operation : operations) {
      operation.addWeighted(in, weights, column, sums);
      column += operation.width();
    }
  }
}
