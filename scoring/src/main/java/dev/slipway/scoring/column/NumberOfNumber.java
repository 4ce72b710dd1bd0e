package dev.slipway.scoring.column;

import dev.slipway.core.model.Rows;
import java.util.Arrays;

/// The number that a dictionary gives for a number, such as the position of a category among codes.
///
/// @param keys ascending, without NaN
/// @param numbers one for each key
/// @param unseen what a number gets that is not among the keys
/// @param missing what a missing number gets
public record NumberOfNumber(
    int from, double[] keys, double[] numbers, double unseen, double missing)
    implements ColumnOperation {
  @Override
  public int width() {
    return 1;
  }

  @Override
  public void apply(Rows in, Rows out, int at) {
    for (int r = 0; r < in.size(); r++) {
      // Adding zero makes -0.0 the key 0.0.
      double key = in.number(r, from) + 0.0;
      int found = Arrays.binarySearch(keys, key);
      out.number(r, at, Double.isNaN(key) ? missing : found < 0 ? unseen : numbers[found]);
    }
  }
}
