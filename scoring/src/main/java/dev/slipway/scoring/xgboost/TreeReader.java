package dev.slipway.scoring.xgboost;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
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

  /// @param weight what every leaf is multiplied by, in float32
  static Tree read(Document tree, int group, float weight) {
    if (tree.field("tree_param").optional("size_leaf_vector").map(Document::number).orElse(0.0)
        > 1) {
      throw new SlipwayException(
          ErrorCode.UNSUPPORTED_MODEL,
          "XGBoost's trees with vector leaves (multi_strategy=multi_output_tree) are not supported;"
              + " train with one_output_per_tree, or serve the model with a Python worker");
    }
    int[] left = tree.field("left_children").integers();
    int[] right = column(tree, "right_children", left.length).integers();
    int[] feature = column(tree, "split_indices", left.length).integers();
    double[] condition = column(tree, "split_conditions", left.length).numbers();
    double[] defaultLeft = column(tree, "default_left", left.length).numbers();
    Map<Integer, Categories> categories = categories(tree);
    Tree.Builder nodes = Tree.builder(left.length, group);
    for (int n = 0; n < left.length; n++) {
      boolean missingLeft = defaultLeft[n] != 0;
      float threshold = (float) condition[n];
      if (left[n] == NO_CHILD) {
        nodes.leaf(n, threshold * weight);
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
