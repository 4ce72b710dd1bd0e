package dev.slipway.scoring.onnx.kernel;

import org.jspecify.annotations.Nullable;

/// The tensors of one call, row-major, by their slots. Not thread-safe.
final class Tape {
  private final int rows;
  private final double[][] numbers;
  private final @Nullable String[][] texts;

  Tape(int slots, int rows) {
    this.rows = rows;
    this.numbers = new double[slots][];
    this.texts = new String[slots][];
  }

  int rows() {
    return rows;
  }

  double[] numbers(Block block) {
    return numbers[block.slot()];
  }

  @Nullable String[] texts(Block block) {
    return texts[block.slot()];
  }

  /// A fresh array of zeros for a tensor.
  double[] makeNumbers(Block block) {
    return numbers[block.slot()] = new double[Math.multiplyExact(rows, block.width())];
  }

  @Nullable String[] makeTexts(Block block) {
    return texts[block.slot()] = new String[Math.multiplyExact(rows, block.width())];
  }

  /// Puts the elements of one tensor under another's name.
  void alias(Block from, Block to) {
    numbers[to.slot()] = numbers[from.slot()];
    texts[to.slot()] = texts[from.slot()];
  }
}
