package dev.slipway.scoring.sklearn;

import dev.slipway.core.model.Rows;
import dev.slipway.core.table.Table;
import dev.slipway.scoring.column.ColumnOperation;

/// Columns of which some hold categories as histogram boosting before 1.4 sees them: a negative one is
/// missing, and of any other its whole part counts modulo 256, as a C compiler on x86 turns a double into
/// a byte. From 2^31 on that gives 0.
record WrappedCategories(int[] from, boolean[] wraps) implements ColumnOperation {
  @Override
  public int width() {
    return from.length;
  }

  @Override
  public void apply(Rows in, Rows out, int at) {
    for (int r = 0; r < in.size(); r++) {
      for (int i = 0; i < from.length; i++) {
        double value = in.number(r, from[i]);
        out.number(r, at + i, wraps[i] ? wrapped(value) : value);
      }
    }
  }

  private static double wrapped(double value) {
    if (!(value >= 0)) {
      return Table.NULL;
    }
    return value < 0x1p31 ? (int) value & 0xff : 0;
  }
}
