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
  /// How many slots a packed node can tell apart.
  static final int MOST_PACKED = 1 << 16;

  private static final double ZERO = 1e-35f;
  private static final int LEAST = key(Float.NEGATIVE_INFINITY);
  private static final int GREATEST = Integer.MAX_VALUE;

  private final int features;
  private final Precision splits;
  private final Comparison comparison;
  private final MissingRule[] missing;
  private final int[] feature;
  private final boolean[] left;
  private final int[] slotOf;
  private final int used;
  private final int count;
  private final boolean plain;

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
          int key = position(tree, node);
          if (slotOf[key] < 0) {
            feature[count] = tree.feature[node];
            left[count] = key % 2 == 0;
            slotOf[key] = count++;
          }
        }
      }
    }
    this.used = count;
    this.count = Math.max(count, 1);
    this.plain = Arrays.stream(missing).allMatch(rule -> rule == MissingRule.NAN);
  }

  int count() {
    return count;
  }

  int slot(Tree tree, int node) {
    return slotOf[position(tree, node)];
  }

  private static int position(Tree tree, int node) {
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

  /// A number that orders thresholds and values as float32 numbers are ordered, so that whole numbers can be
  /// compared in their place. Minus zero is zero.
  private static int key(float value) {
    int bits = Float.floatToRawIntBits(value + 0.0f);
    return bits ^ (bits >> 31 & Integer.MAX_VALUE);
  }

  /// The key of a threshold: values whose key is not greater go left.
  int key(Tree tree, int node) {
    float threshold = (float) threshold(tree, node);
    return Float.isNaN(threshold) ? LEAST - 1 : key(threshold);
  }

  void doubles(double[] slots, double[] matrix, int from, int rows) {
    for (int r = 0; r < rows; r++) {
      int row = (from + r) * features;
      for (int s = 0; s < used; s++) {
        double value = read(matrix[row + feature[s]], feature[s]);
        slots[r * count + s] = Double.isNaN(value) && left[s] ? Double.NEGATIVE_INFINITY : value;
      }
    }
  }

  void keys(int[] slots, double[] matrix, int from, int rows) {
    for (int r = 0; r < rows; r++) {
      int row = (from + r) * features;
      for (int s = 0; s < used; s++) {
        double given = matrix[row + feature[s]];
        float value = (float) (plain ? given : read(given, feature[s]));
        slots[r * count + s] = Float.isNaN(value) ? left[s] ? LEAST : GREATEST : key(value);
      }
    }
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
