package dev.slipway.scoring.column;

import dev.slipway.core.model.Rows;
import java.util.Arrays;

/// One column for each category of a number: 1 where the row has it, 0 elsewhere.
///
/// @param categories ascending, without NaN
/// @param position the column of each category, or -1 for zeros
/// @param missing the column of a missing number, or -1 for zeros
public record OneHotNumber(
    int from, int width, double[] categories, int[] position, int unseen, int missing)
    implements ColumnOperation {
  @Override
  public void apply(Rows in, Rows out, int at) {
    for (int r = 0; r < in.size(); r++) {
      for (int i = 0; i < width; i++) {
        out.number(r, at + i, 0);
      }
      double number = in.number(r, from) + 0.0;
      int found = Arrays.binarySearch(categories, number);
      int column = Double.isNaN(number) ? missing : found < 0 ? unseen : position[found];
      if (column >= 0) {
        out.number(r, at + column, 1);
      }
    }
  }
}
