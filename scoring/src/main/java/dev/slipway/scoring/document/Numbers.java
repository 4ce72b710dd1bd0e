package dev.slipway.scoring.document;

import java.util.Arrays;

/// A growing list of numbers. Not thread-safe.
final class Numbers {
  private double[] numbers = new double[8];
  private int size;

  void add(double number) {
    if (size == numbers.length) {
      numbers = Arrays.copyOf(numbers, size * 2);
    }
    numbers[size++] = number;
  }

  int size() {
    return size;
  }

  double[] toArray() {
    return Arrays.copyOf(numbers, size);
  }
}
