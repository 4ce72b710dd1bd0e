package dev.slipway.core.model;

import dev.slipway.core.table.ColumnType;

/// One named input or output of a model.
///
/// @param required whether a request without it is refused; an optional field that is absent is missing
public record Field(String name, ColumnType type, boolean required) {
  public static Field required(String name, ColumnType type) {
    return new Field(name, type, true);
  }

  public static Field optional(String name, ColumnType type) {
    return new Field(name, type, false);
  }
}
