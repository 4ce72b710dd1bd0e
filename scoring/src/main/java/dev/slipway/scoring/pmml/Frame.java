package dev.slipway.scoring.pmml;

import org.jspecify.annotations.Nullable;

/// Everything that is known of the row being scored: each field, neuron and result has its cell, chosen when
/// the document was compiled. A missing number is NaN, a missing text is null. One owner at a time.
final class Frame {
  final double[] numbers;
  final @Nullable String[] texts;

  /// Whether a value was invalid that the document does not say how to treat; the model around it then has
  /// no result.
  boolean invalid;

  Frame(int numbers, int texts) {
    this.numbers = new double[numbers];
    this.texts = new String[texts];
  }

  /// Work on a frame: fill a cell.
  @FunctionalInterface
  interface Step {
    void run(Frame frame);
  }

  /// The index, from 0, of the greatest of `width` numbers from `at`, the first of equals.
  int greatest(int at, int width) {
    int best = 0;
    for (int i = 1; i < width; i++) {
      best = numbers[at + i] > numbers[at + best] ? i : best;
    }
    return best;
  }

  /// The sum of `width` numbers from `at`.
  double sum(int at, int width) {
    double sum = 0;
    for (int i = at; i < at + width; i++) {
      sum += numbers[i];
    }
    return sum;
  }

  void fill(int at, int width, double value) {
    for (int i = at; i < at + width; i++) {
      numbers[i] = value;
    }
  }
}
