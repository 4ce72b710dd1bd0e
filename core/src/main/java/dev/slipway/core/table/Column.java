package dev.slipway.core.table;

/// A named, typed column of a [Schema].
public record Column(String name, ColumnType type) {
  public Column {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("a column needs a name");
    }
  }
}
