package dev.slipway.scoring.onnx.file;

import java.util.Arrays;

/// A list of `long` that grows while it is read. Not thread-safe.
final class Longs {
  private long[] values = new long[8];
  private int size;

  void add(long value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
    }
    values[size++] = value;
  }

  long[] toArray() {
    return Arrays.copyOf(values, size);
  }
}
