package dev.slipway.scoring.onnx.kernel;

import dev.slipway.scoring.onnx.file.ElementType;

/// A tensor of a graph with one entry for each row: where it stands on the [Tape], and its shape behind the
/// dimension of the rows.
record Block(int slot, ElementType type, int... tail) {
  int width() {
    int width = 1;
    for (int size : tail) {
      width = Math.multiplyExact(width, size);
    }
    return width;
  }

  boolean texts() {
    return type == ElementType.STRING;
  }

  boolean decimal() {
    return type == ElementType.FLOAT || type == ElementType.DOUBLE;
  }

  /// A number as a tensor of this type holds it.
  double rounded(double number) {
    return type == ElementType.FLOAT ? (float) number : number;
  }
}
