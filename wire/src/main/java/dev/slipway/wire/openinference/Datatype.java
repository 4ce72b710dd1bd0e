package dev.slipway.wire.openinference;

import dev.slipway.core.table.ColumnType;

/// The protocol's names for the types of a tensor's elements.
enum Datatype {
  BOOL,
  UINT8,
  UINT16,
  UINT32,
  UINT64,
  INT8,
  INT16,
  INT32,
  INT64,
  FP16,
  FP32,
  FP64,
  BF16,
  BYTES;

  /// What a column is described as. Times are milliseconds since 1970.
  static Datatype of(ColumnType type) {
    return switch (type) {
      case BOOLEAN -> BOOL;
      case INTEGER, DATETIME -> INT64;
      case DECIMAL -> FP64;
      case STRING -> BYTES;
    };
  }
}
