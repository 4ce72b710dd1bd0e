package dev.slipway.core.model;

import dev.slipway.core.input.Declared;
import dev.slipway.core.table.ColumnType;
import java.util.Optional;

/// One named input or output of a model.
///
/// @param required whether a request without it is refused; an optional field that is absent is missing
/// @param declared what the project says about its values, if anything
public record Field(String name, ColumnType type, boolean required, Optional<Declared> declared) {
  public Field(String name, ColumnType type, boolean required) {
    this(name, type, required, Optional.empty());
  }

  public static Field required(String name, ColumnType type) {
    return new Field(name, type, true);
  }

  public static Field optional(String name, ColumnType type) {
    return new Field(name, type, false);
  }
}
