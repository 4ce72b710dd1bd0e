package dev.slipway.scoring.sparse;

import dev.slipway.core.model.Rows;

/// The weights of many columns for a few outputs, those of one column beside each other.
///
/// @param values the weight of column `c` for output `o` at `c * outputs + o`
public record Weights(double[] values, int outputs) {
  public int columns() {
    return values.length / outputs;
  }

  /// Adds a column of one row to the sums of that row.
  public void add(int column, double number, int row, double[] sums) {
    int from = column * outputs;
    int to = row * outputs;
    for (int o = 0; o < outputs; o++) {
      sums[to + o] += number * values[from + o];
    }
  }

  /// Adds the columns of `rows`, the first of which is column `at`.
  void addDense(Rows rows, int at, double[] sums) {
    double[] numbers = rows.numbers();
    int width = rows.width();
    for (int r = 0; r < rows.size(); r++) {
      for (int o = 0; o < outputs; o++) {
        int from = at * outputs + o;
        double sum = 0;
        for (int c = 0; c < width; c++) {
          sum += numbers[r * width + c] * values[from + c * outputs];
        }
        sums[r * outputs + o] += sum;
      }
    }
  }
}
