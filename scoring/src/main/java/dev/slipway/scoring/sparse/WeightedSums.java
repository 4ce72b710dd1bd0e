package dev.slipway.scoring.sparse;

import dev.slipway.core.model.Rows;
import dev.slipway.scoring.column.ColumnOperation;

/// The weighted sums of columns, and a constant for each: what a linear model makes of them.
public record WeightedSums(ColumnOperation columns, Weights weights, double[] constants)
    implements ColumnOperation {
  public WeightedSums {
    if (weights.columns() != columns.width() || constants.length != weights.outputs()) {
      throw new IllegalArgumentException(
          "weights for %d columns and %d sums, there are %d and %d"
              .formatted(weights.columns(), weights.outputs(), columns.width(), constants.length));
    }
  }

  @Override
  public int width() {
    return constants.length;
  }

  @Override
  public void apply(Rows in, Rows out, int at) {
    int outputs = constants.length;
    double[] sums = new double[outputs * in.size()];
    Weighable.add(columns, in, weights, 0, sums);
    for (int r = 0; r < in.size(); r++) {
      for (int o = 0; o < outputs; o++) {
        out.number(r, at + o, sums[r * outputs + o] + constants[o]);
      }
    }
  }
}
