package dev.slipway.scoring.onnx.kernel;

import dev.slipway.scoring.engine.Engine;
import dev.slipway.scoring.tree.Precision;

/// Trees that ask for equality, which [dev.slipway.scoring.tree.Forest] does not: walked one by one.
record ModeForest(TreeTable trees, int inputs, int outputs) implements Engine {
  @Override
  public void score(double[] matrix, int rows, double[] out) {
    for (int r = 0; r < rows; r++) {
      int to = r * outputs;
      java.util.Arrays.fill(out, to, to + outputs, 0);
      for (int root : trees.roots()) {
        int leaf = leaf(root, matrix, r * inputs);
        for (int w = trees.firstWeight()[leaf]; w < trees.firstWeight()[leaf + 1]; w++) {
          int at = to + trees.target()[w];
          out[at] = rounded(out[at] + rounded(trees.weight()[w]));
        }
      }
    }
  }

  private int leaf(int root, double[] matrix, int row) {
    int node = root;
    while (trees.mode()[node] != NodeMode.LEAF) {
      double value = rounded(matrix[row + trees.feature()[node]]);
      boolean passes =
          trees.mode()[node].passes(value, trees.threshold()[node])
              || (Double.isNaN(value) && trees.missingTrue()[node]);
      node = passes ? trees.whenTrue()[node] : trees.whenFalse()[node];
    }
    return node;
  }

  private double rounded(double number) {
    return trees.precision() == Precision.FLOAT32 ? (float) number : number;
  }
}
