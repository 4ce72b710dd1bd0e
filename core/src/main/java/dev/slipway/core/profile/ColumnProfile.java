package dev.slipway.core.profile;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.table.ColumnType;

/// The summary of one column: of numbers (also times and booleans) or of texts.
public sealed interface ColumnProfile permits NumberProfile, TextProfile {
  String name();

  ColumnType type();

  /// Cells, missing ones included.
  long count();

  /// Cells without a value.
  long nulls();

  /// The share of cells that carry no usable value: nulls and NaNs; 0 where there are no cells.
  double missingRate();

  /// The summary of the cells of both; see [Profile#merge(Profile)].
  ColumnProfile merge(ColumnProfile other);

  /// The error of two columns that were not profiled against the same reference.
  static SlipwayException mismatch(ColumnProfile one, ColumnProfile other) {
    return new SlipwayException(
        ErrorCode.INVALID_ARGUMENT,
        "column '%s' (%s) cannot be merged with '%s' (%s): profile both against the same reference"
            .formatted(one.name(), one.type(), other.name(), other.type()));
  }
}
