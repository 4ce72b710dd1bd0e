package dev.slipway.scoring.onnx.file;

import java.util.Optional;

/// An input or output of a graph.
///
/// @param type empty where it is no tensor: a sequence, a map
/// @param dimensions -1 where the file leaves one open; empty for a scalar or an unknown shape
public record TensorShape(String name, Optional<ElementType> type, long[] dimensions) {
  public static final int OPEN = -1;
}
