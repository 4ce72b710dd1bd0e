package dev.slipway.scoring.column;

import dev.slipway.core.model.Rows;

/// Makes columns out of columns, for any number of rows. Immutable and thread-safe.
public interface ColumnOperation {
  /// How many columns it writes.
  int width();

  /// Writes columns `at` to `at + width()` of every row of `out`, which has as many rows as `in`.
  void apply(Rows in, Rows out, int at);

  /// The most columns that it has in memory at a time, those on the way to the last ones among them.
  default int widest() {
    return width();
  }

  /// Whether the columns that it writes are texts.
  default boolean text() {
    return false;
  }
}
