package dev.slipway.scoring.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Forests grown at random, and a plain recursive reading of them to compare engines with.
final class RandomForests {
  private RandomForests() {}

  static Tree tree(RandomGenerator random, int features, int depth, int output, int leafWidth) {
    List<double[]> nodes = new ArrayList<>();
    grow(random, features, depth, nodes);
    Tree.Builder tree =
        output == Tree.EVERY_OUTPUT
            ? Tree.vectorBuilder(nodes.size(), leafWidth)
            : Tree.builder(nodes.size(), output);
    for (int n = 0; n < nodes.size(); n++) {
      double[] node = nodes.get(n);
      if (node.length == 0) {
        tree.leaf(n, random.doubles(leafWidth, -1, 1).toArray());
      } else {
        tree.branch(n, (int) node[0], node[1], (int) node[2], (int) node[3], node[4] == 1);
      }
    }
    return tree.build();
  }

  private static int grow(RandomGenerator random, int features, int depth, List<double[]> nodes) {
    int at = nodes.size();
    nodes.add(new double[0]);
    if (depth > 0 && (nodes.size() == 1 || random.nextInt(10) > 0)) {
      double feature = random.nextInt(features);
      double threshold = random.nextInt(-4, 5) / 4.0 + random.nextInt(2) * 1e-9;
      double left = grow(random, features, depth - 1, nodes);
      double right = grow(random, features, depth - 1, nodes);
      nodes.set(at, new double[] {feature, threshold, left, right, random.nextBoolean() ? 1 : 0});
    }
    return at;
  }

  /// Values that often meet a threshold exactly, or are missing or infinite.
  static double[] matrix(RandomGenerator random, int size) {
    double[] matrix = new double[size];
    for (int i = 0; i < size; i++) {
      matrix[i] =
          switch (random.nextInt(12)) {
            case 0 -> Double.NaN;
            case 1 -> Double.POSITIVE_INFINITY;
            case 2 -> Double.NEGATIVE_INFINITY;
            case 3 -> -0.0;
            case 4, 5, 6 -> random.nextInt(-4, 5) / 4.0;
            case 7 -> random.nextInt(-4, 5) / 4.0 + 1e-9;
            default -> random.nextDouble(-1.5, 1.5);
          };
    }
    return matrix;
  }

  /// The scores of one row as the definition of a forest gives them.
  static double[] reference(Forest forest, double[] matrix, int row) {
    double[] sums = forest.base.clone();
    boolean floats = forest.sums == Precision.FLOAT32;
    for (Tree tree : forest.trees) {
      int node = 0;
      while (!tree.isLeaf(node)) {
        node = goesLeft(forest, tree, node, matrix, row) ? tree.left[node] : tree.right[node];
      }
      for (int o = 0; o < forest.outputs; o++) {
        if (tree.output == Tree.EVERY_OUTPUT || tree.output == o) {
          double leaf = tree.values[node * tree.leafWidth + (tree.leafWidth > 1 ? o : 0)];
          sums[o] = floats ? (float) sums[o] + (float) leaf : sums[o] + leaf;
        }
      }
    }
    for (int o = 0; o < forest.outputs; o++) {
      sums[o] = floats ? (float) sums[o] / (float) forest.divisor : sums[o] / forest.divisor;
    }
    return sums;
  }

  private static boolean goesLeft(Forest forest, Tree tree, int node, double[] matrix, int row) {
    double given = matrix[row * forest.features + tree.feature[node]];
    double value = forest.splits == Precision.FLOAT32 ? (float) given : given;
    Categories categories = tree.categories(node);
    if (categories != null) {
      return categories.goesLeft(value, tree.missingLeft.get(node));
    }
    if (Double.isNaN(value)) {
      return tree.missingLeft.get(node);
    }
    return forest.comparison == Comparison.LESS
        ? value < tree.threshold[node]
        : value <= tree.threshold[node];
  }
}
