package dev.slipway.scoring.xgboost;

import dev.slipway.scoring.document.Document;
import dev.slipway.scoring.tree.Categories;
import dev.slipway.scoring.tree.Tree;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// Reads one tree of a booster's JSON.
final class TreeReader {
  private static final int MOST_CATEGORIES = 1 << 24;
  private static final int NO_CHILD = -1;

  private TreeReader() {}

  /// @param outputs how many outputs the booster has; a tree whose leaves have one number for each of them
  ///     ignores `group`
  /// @param weight what every leaf is multiplied by, in float32
  static Tree read(Document tree, int group, int outputs, float weight) {
    int[] left = tree.field("left_children").integers();
    int[] right = column(tree, "right_children", left.length).integers();
    int[] feature = column(tree, "split_indices", left.length).integers();
    double[] condition = column(tree, "split_conditions", left.length).numbers();
    double[] defaultLeft = column(tree, "default_left", left.length).numbers();
    Map<Integer, Categories> categories = categories(tree);
    double[] vectors = vectors(tree, left.length, outputs);
    Tree.Builder nodes =
        vectors.length == 0
            ? Tree.builder(left.length, group)
            : Tree.vectorBuilder(left.length, outputs);
    for (int n = 0; n < left.length; n++) {
      boolean missingLeft = defaultLeft[n] != 0;
      float threshold = (float) condition[n];
      if (left[n] == NO_CHILD) {
        nodes.leaf(n, leaf(vectors, n, outputs, threshold, weight));
      } else if (categories.containsKey(n)) {
        nodes.branch(n, feature[n], categories.get(n), left[n], right[n], missingLeft);
      } else if (threshold == Float.NEGATIVE_INFINITY) {
        // Nothing is less, so only a missing value can go left.
        nodes.branch(n, feature[n], Categories.left(new long[0]), left[n], right[n], missingLeft);
      } else {
        nodes.branch(n, feature[n], threshold, left[n], right[n], missingLeft);
      }
    }
    return nodes.build();
  }

  /// How many numbers a leaf has; 0 and 1 both mean one.
  static int leafWidth(Document tree) {
    return tree.field("tree_param")
        .optional("size_leaf_vector")
        .map(size -> size.count(1 << 14))
        .orElse(0);
  }

  /// The weights of all nodes, `outputs` for each, where leaves are vectors
  /// (`multi_strategy=multi_output_tree`); else empty.
  private static double[] vectors(Document tree, int nodes, int outputs) {
    int width = leafWidth(tree);
    if (width <= 1) {
      return new double[0];
    }
    Document weights = tree.field("base_weights");
    double[] vectors = weights.numbers();
    if (width != outputs || vectors.length != (long) nodes * outputs) {
      throw weights.corrupt(
          "has %d elements for %d nodes of %d outputs".formatted(vectors.length, nodes, outputs));
    }
    return vectors;
  }

  private static double[] leaf(double[] vectors, int node, int outputs, float value, float weight) {
    if (vectors.length == 0) {
      return new double[] {value * weight};
    }
    double[] leaf = new double[outputs];
    for (int i = 0; i < outputs; i++) {
      leaf[i] = (float) vectors[node * outputs + i] * weight;
    }
    return leaf;
  }

  private static Document column(Document tree, String name, int nodes) {
    Document column = tree.field(name);
    int length = column.numbers().length;
    if (length != nodes) {
      throw column.corrupt("has %d elements for %d nodes".formatted(length, nodes));
    }
    return column;
  }

  /// The categories of a node stand in one list: `sizes[i]` of them from `segments[i]` for node `nodes[i]`.
  private static Map<Integer, Categories> categories(Document tree) {
    Map<Integer, Categories> categories = new HashMap<>();
    if (!tree.has("categories_nodes")) {
      return categories;
    }
    int[] nodes = tree.field("categories_nodes").integers();
    int[] segments = column(tree, "categories_segments", nodes.length).integers();
    int[] sizes = column(tree, "categories_sizes", nodes.length).integers();
    Document all = tree.field("categories");
    int[] members = all.integers();
    for (int i = 0; i < nodes.length; i++) {
      if (segments[i] < 0 || sizes[i] < 0 || sizes[i] > members.length - segments[i]) {
        throw all.corrupt("has no %d elements at %d".formatted(sizes[i], segments[i]));
      }
      int[] own = Arrays.copyOfRange(members, segments[i], segments[i] + sizes[i]);
      categories.put(nodes[i], Categories.right(bits(own, all)));
    }
    return categories;
  }

  private static long[] bits(int[] members, Document all) {
    int greatest = Arrays.stream(members).max().orElse(0);
    int least = Arrays.stream(members).min().orElse(0);
    if (least < 0 || greatest > MOST_CATEGORIES) {
      throw all.corrupt("has category %d".formatted(least < 0 ? least : greatest));
    }
    long[] bits = new long[greatest / 64 + 1];
    for (int member : members) {
      bits[member / 64] |= 1L << member;
    }
    return bits;
  }
}
