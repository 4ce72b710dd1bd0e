package dev.slipway.core.table;

/// The type of a column, of a model input or output. `DATETIME` cells are held as milliseconds since
/// 1970-01-01T00:00Z; `BOOLEAN` cells as 0 and 1.
public enum ColumnType {
  BOOLEAN,
  INTEGER,
  DECIMAL,
  DATETIME,
  STRING;

  /// Whether a cell of this type is held as a `double`. Strings are the only ones that are not.
  public boolean numeric() {
    return this != STRING;
  }
}
