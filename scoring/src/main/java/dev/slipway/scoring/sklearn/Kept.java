package dev.slipway.scoring.sklearn;

import dev.slipway.scoring.sparse.SparseFilter;
import dev.slipway.scoring.sparse.SparseRows;
import java.util.Arrays;

/// Some of the columns of sparse rows.
///
/// @param target the new place of each column, or -1 where it is dropped
record Kept(int[] target, int width) implements SparseFilter {
  static Kept of(int[] kept, int columns) {
    int[] target = new int[columns];
    Arrays.fill(target, -1);
    for (int i = 0; i < kept.length; i++) {
      target[kept[i]] = i;
    }
    return new Kept(target, kept.length);
  }

  @Override
  public SparseRows filter(SparseRows rows) {
    SparseRows kept = new SparseRows(rows.rows());
    for (int r = 0; r < rows.rows(); r++) {
      for (int i = rows.from(r); i < rows.to(r); i++) {
        int to = target[rows.column(i)];
        if (to >= 0) {
          kept.add(to, rows.number(i));
        }
      }
      kept.endRow();
    }
    return kept;
  }
}
