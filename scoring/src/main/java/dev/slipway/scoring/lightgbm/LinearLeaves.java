package dev.slipway.scoring.lightgbm;

import dev.slipway.scoring.engine.Engine;
import java.util.Arrays;
import java.util.List;

/// Trees with a linear model in every leaf (`linear_tree=true`).
///
/// @param numbers an engine that gives the number of the leaf that a row reaches in each tree
/// @param trees the leaves of each tree
/// @param outputs tree `t` adds to output `t % outputs`
record LinearLeaves(Engine numbers, List<Leaf[]> trees, int outputs, double divisor)
    implements Engine {
  private static final int BLOCK = 256;

  /// `constant` and the products of `coefficients` and `features`; `otherwise` where one of them is missing.
  record Leaf(double constant, int[] features, double[] coefficients, double otherwise) {
    double value(double[] matrix, int row) {
      double sum = constant;
      for (int i = 0; i < features.length; i++) {
        double value = matrix[row + features[i]];
        if (Double.isNaN(value)) {
          return otherwise;
        }
        sum += coefficients[i] * value;
      }
      return sum;
    }
  }

  @Override
  public int inputs() {
    return numbers.inputs();
  }

  @Override
  public void score(double[] matrix, int rows, double[] out) {
    int width = inputs();
    double[] reached = new double[Math.min(rows, BLOCK) * trees.size()];
    for (int from = 0; from < rows; from += BLOCK) {
      int count = Math.min(BLOCK, rows - from);
      double[] block =
          from == 0 ? matrix : Arrays.copyOfRange(matrix, from * width, (from + count) * width);
      numbers.score(block, count, reached);
      for (int r = 0; r < count; r++) {
        int at = (from + r) * outputs;
        Arrays.fill(out, at, at + outputs, 0);
        for (int t = 0; t < trees.size(); t++) {
          Leaf leaf = trees.get(t)[(int) reached[r * trees.size() + t]];
          out[at + t % outputs] += leaf.value(block, r * width);
        }
        for (int o = at; o < at + outputs; o++) {
          out[o] /= divisor;
        }
      }
    }
  }
}
