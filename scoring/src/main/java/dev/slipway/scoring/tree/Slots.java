package dev.slipway.scoring.tree;

import java.util.Arrays;

/// The values that nodes read: for each feature up to two slots, which differ only where the value is
/// missing.
///
/// Going left is `value <= threshold`. A missing value is NaN in a node's slot if its default direction is
/// right, so that the comparison fails, and negative infinity if it is left, so that it holds. The default
/// direction therefore costs nothing while walking. Thresholds of a `<` comparison are lowered to the next
/// smaller number, and float64 thresholds of float32 values are rounded down, which changes no decision.
final class Slots {
  private static final double ZERO = 1e-35f;

  private final int features;
  private final Precision splits;
  private final Comparison comparison;
  private final MissingRule[] missing;
  private final int[] feature;
  private final boolean[] left;
  private final int[] slotOf;
  private final int count;

  Slots(Forest forest) {
    this.features = forest.features;
    this.splits = forest.splits;
    this.comparison = forest.comparison;
    this.missing = forest.missing;
    this.slotOf = new int[features * 2];
    Arrays.fill(slotOf, -1);
    this.feature = new int[features * 2];
    this.left = new boolean[features * 2];
    int count = 0;
    for (Tree tree : forest.trees) {
      for (int node = 0; node < tree.nodes(); node++) {
        if (!tree.isLeaf(node)) {
          int key = key(tree, node);
          if (slotOf[key] < 0) {
            feature[count] = tree.feature[node];
            left[count] = key % 2 == 0;
            slotOf[key] = count++;
          }
        }
      }
    }
    this.count = Math.max(count, 1);
  }

  int count() {
    return count;
  }

  int slot(Tree tree, int node) {
    return slotOf[key(tree, node)];
  }

  private static int key(Tree tree, int node) {
    // A categorical node decides on missing values itself, so it reads the slot that keeps NaN.
    boolean right = tree.categories(node) != null || !tree.missingLeft.get(node);
    return tree.feature[node] * 2 + (right ? 1 : 0);
  }

  /// The greatest number of the values' precision that still goes left.
  double threshold(Tree tree, int node) {
    double threshold = tree.threshold[node];
    return switch (splits) {
      case FLOAT32 -> floatThreshold(threshold);
      case FLOAT64 ->
          comparison == Comparison.LESS
              ? (threshold == Double.NEGATIVE_INFINITY ? Double.NaN : Math.nextDown(threshold))
              : threshold;
    };
  }

  private float floatThreshold(double threshold) {
    float rounded = (float) threshold;
    float down = rounded > threshold ? Math.nextDown(rounded) : rounded;
    if (comparison == Comparison.LESS && down == threshold) {
      return down == Float.NEGATIVE_INFINITY ? Float.NaN : Math.nextDown(down);
    }
    return down;
  }

  double[] doubles(double[] matrix, int from, int rows) {
    double[] slots = new double[ForestEngine.roundedUp(rows) * count];
    for (int r = 0; r < rows; r++) {
      int row = (from + r) * features;
      for (int s = 0; s < count; s++) {
        double value = features == 0 ? 0 : read(matrix[row + feature[s]], feature[s]);
        slots[r * count + s] = Double.isNaN(value) && left[s] ? Double.NEGATIVE_INFINITY : value;
      }
    }
    return slots;
  }

  float[] floats(double[] matrix, int from, int rows) {
    float[] slots = new float[ForestEngine.roundedUp(rows) * count];
    for (int r = 0; r < rows; r++) {
      int row = (from + r) * features;
      for (int s = 0; s < count; s++) {
        float value = features == 0 ? 0 : (float) read(matrix[row + feature[s]], feature[s]);
        slots[r * count + s] = Float.isNaN(value) && left[s] ? Float.NEGATIVE_INFINITY : value;
      }
    }
    return slots;
  }

  private double read(double value, int feature) {
    double rounded = splits == Precision.FLOAT32 ? (float) value : value;
    return switch (missing[feature]) {
      case NAN -> rounded;
      case NAN_IS_ZERO -> Double.isNaN(rounded) ? 0 : rounded;
      case ZERO -> Math.abs(rounded) <= ZERO ? Double.NaN : rounded;
    };
  }
}
