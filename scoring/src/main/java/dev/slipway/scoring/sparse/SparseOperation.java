package dev.slipway.scoring.sparse;

import dev.slipway.core.model.Rows;
import java.util.Arrays;

/// Makes columns that are 0 nearly everywhere, and only what is not 0 of them.
public interface SparseOperation extends Weighable {
  SparseRows rows(Rows in);

  @Override
  default boolean sparse() {
    return true;
  }

  @Override
  default void addWeighted(Rows in, Weights weights, int at, double[] sums) {
    SparseRows rows = rows(in);
    for (int r = 0; r < rows.rows(); r++) {
      for (int i = rows.from(r); i < rows.to(r); i++) {
        weights.add(at + rows.column(i), rows.number(i), r, sums);
      }
    }
  }

  @Override
  default void apply(Rows in, Rows out, int at) {
    scatter(rows(in), width(), out, at);
  }

  /// Writes the rows down with all their zeros.
  static void scatter(SparseRows rows, int width, Rows out, int at) {
    for (int r = 0; r < rows.rows(); r++) {
      int to = r * out.width() + at;
      Arrays.fill(out.numbers(), to, to + width, 0);
      for (int i = rows.from(r); i < rows.to(r); i++) {
        out.number(r, at + rows.column(i), rows.number(i));
      }
    }
  }
}
