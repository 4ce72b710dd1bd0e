package dev.slipway.scoring.sklearn;

import dev.slipway.scoring.column.ColumnOperation;
import org.jspecify.annotations.Nullable;

/// A transformer, compiled for the frame it was given.
///
/// @param operation null where the columns stay as they are
/// @param out the columns behind it
record Step(@Nullable ColumnOperation operation, Frame out) {
  static Step unchanged(Frame frame) {
    return new Step(null, frame);
  }

  /// An operation that makes numbers which are never missing.
  static Step complete(ColumnOperation operation) {
    return new Step(operation, Frame.complete(operation.width()));
  }
}
