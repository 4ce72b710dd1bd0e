package dev.slipway.scoring.catboost;

/// The counts behind counters: for the hash of each combination that training saw, `width` numbers.
///
/// @param hashes distinct
/// @param counts `counts[row * width]` and on belong to `hashes[row]`: the target's classes, or a sum and a
///     number of rows, or one count
/// @param total what a count of occurrences is divided by
record CounterTable(long[] hashes, float[] sums, int[] counts, int width, int total) {

  /// The value of a counter for each row of the table.
  float[] values(Counter counter) {
    float[] values = new float[hashes.length];
    for (int row = 0; row < values.length; row++) {
      values[row] = value(counter, row);
    }
    return values;
  }

  /// The value of a counter for a combination that training did not see.
  float unseen(Counter counter) {
    return switch (counter.base().kind()) {
      case COUNTER, FREQUENCY -> counter.value(0, total);
      case BORDERS, BUCKETS, BINARIZED_TARGET_MEAN, FLOAT_TARGET_MEAN -> counter.value(0, 0);
    };
  }

  private float value(Counter counter, int row) {
    return switch (counter.base().kind()) {
      case BINARIZED_TARGET_MEAN, FLOAT_TARGET_MEAN -> counter.value(sums[row], counts[row]);
      case COUNTER, FREQUENCY -> counter.value(counts[row], total);
      case BUCKETS -> {
        check(counter.classBorder() < width);
        yield counter.value(counts[row * width + counter.classBorder()], sum(row, 0));
      }
      case BORDERS -> {
        check(width >= 2);
        int border = width > 2 ? counter.classBorder() : 0;
        yield counter.value(sum(row, border + 1), sum(row, 0));
      }
    };
  }

  private int sum(int row, int fromClass) {
    int sum = 0;
    for (int c = fromClass; c < width; c++) {
      sum += counts[row * width + c];
    }
    return sum;
  }

  private static void check(boolean fits) {
    if (!fits) {
      throw Refusal.corrupt("has a counter that reads a class its table does not have");
    }
  }
}
