package dev.slipway.scoring.sklearn;

import dev.slipway.scoring.column.ColumnOperation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A transformer, compiled for the frame it was given.
///
/// @param operation null where the columns stay as they are
/// @param out the columns behind it
record Step(@Nullable ColumnOperation operation, Frame out) {
  /// The same step, with names for its columns.
  Step named(List<String> names) {
    return names.size() == out.width() ? new Step(operation, out.named(names)) : this;
  }

  /// The same step, its columns numbered behind a word.
  Step numbered(String word) {
    return new Step(operation, out.numbered(word));
  }

  static Step unchanged(Frame frame) {
    return new Step(null, frame);
  }

  /// An operation whose columns are a sparse matrix in Python, without missing values.
  static Step sparse(ColumnOperation operation) {
    return new Step(operation, Frame.complete(operation.width()).sparse(true));
  }

  /// An operation that makes numbers which are never missing.
  static Step complete(ColumnOperation operation) {
    return new Step(operation, Frame.complete(operation.width()));
  }
}
