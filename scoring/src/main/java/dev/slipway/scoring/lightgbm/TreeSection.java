package dev.slipway.scoring.lightgbm;

import dev.slipway.scoring.tree.Categories;
import dev.slipway.scoring.tree.MissingRule;
import dev.slipway.scoring.tree.Tree;
import java.util.Arrays;
import java.util.stream.IntStream;

/// Reads one tree. Its inner nodes are numbered from 0, and a child `-1 - i` is leaf `i`; here leaves follow
/// behind the inner nodes. Bits of a node's decision type: 0 categorical, 1 default left, 2 and 3 the missing
/// rule.
final class TreeSection {
  private static final int MOST_LEAVES = 1 << 24;

  private final Section section;
  private final MissingRule[] rules;

  /// @param rules filled with the missing rule of every feature that the tree reads, null until read
  TreeSection(Section section, MissingRule[] rules) {
    this.section = section;
    this.rules = rules;
  }

  /// The tree, which adds the values of its leaves to `output`.
  Tree read(int output) {
    return tree(output, section.numbers("leaf_value", leaves()));
  }

  /// The tree, which writes the number of the leaf that is reached to `output`.
  Tree numbered(int output) {
    return tree(output, IntStream.range(0, leaves()).asDoubleStream().toArray());
  }

  boolean isLinear() {
    return section.optional("is_linear").orElse("0").strip().equals("1");
  }

  /// What the leaves compute, in their order.
  LinearLeaves.Leaf[] linear() {
    int leaves = leaves();
    double[] values = section.numbers("leaf_value", leaves);
    if (!isLinear()) {
      return Arrays.stream(values)
          .mapToObj(v -> new LinearLeaves.Leaf(v, new int[0], new double[0], v))
          .toArray(LinearLeaves.Leaf[]::new);
    }
    double[] constants = section.numbers("leaf_const", leaves);
    int[] counts = section.integers("num_features", leaves);
    long all = 0;
    for (int count : counts) {
      if (count < 0) {
        throw section.corrupt("num_features", "has a negative element");
      }
      all += count;
    }
    if (all > MOST_LEAVES) {
      throw section.corrupt("num_features", "claims %d features".formatted(all));
    }
    int[] features = section.integers("leaf_features", (int) all);
    double[] coefficients = section.numbers("leaf_coeff", (int) all);
    for (int feature : features) {
      if (feature < 0 || feature >= rules.length) {
        throw section.corrupt(
            "leaf_features", "names feature %d of %d".formatted(feature, rules.length));
      }
    }
    LinearLeaves.Leaf[] linear = new LinearLeaves.Leaf[leaves];
    int at = 0;
    for (int leaf = 0; leaf < leaves; leaf++) {
      int end = at + counts[leaf];
      linear[leaf] =
          new LinearLeaves.Leaf(
              constants[leaf],
              Arrays.copyOfRange(features, at, end),
              Arrays.copyOfRange(coefficients, at, end),
              values[leaf]);
      at = end;
    }
    return linear;
  }

  private int leaves() {
    int leaves = section.count("num_leaves", MOST_LEAVES);
    if (leaves < 1) {
      throw section.corrupt("num_leaves", "is 0");
    }
    return leaves;
  }

  private Tree tree(int output, double[] values) {
    int inner = values.length - 1;
    Tree.Builder tree = Tree.builder(values.length + inner, output);
    for (int leaf = 0; leaf < values.length; leaf++) {
      tree.leaf(inner + leaf, values[leaf]);
    }
    if (inner > 0) {
      addInner(tree, inner);
    }
    return tree.build();
  }

  private void addInner(Tree.Builder tree, int inner) {
    int[] feature = section.integers("split_feature", inner);
    double[] threshold = section.numbers("threshold", inner);
    int[] decision = section.integers("decision_type", inner);
    int[] left = section.integers("left_child", inner);
    int[] right = section.integers("right_child", inner);
    int sets = section.optional("num_cat").isPresent() ? section.count("num_cat", inner) : 0;
    int[] bounds = sets > 0 ? section.integers("cat_boundaries", sets + 1) : new int[0];
    long[] words = sets > 0 ? section.words32("cat_threshold") : new long[0];
    for (int n = 0; n < inner; n++) {
      int onLeft = left[n] < 0 ? inner - 1 - left[n] : left[n];
      int onRight = right[n] < 0 ? inner - 1 - right[n] : right[n];
      if (feature[n] < 0 || feature[n] >= rules.length) {
        throw section.corrupt(
            "split_feature", "names feature %d of %d".formatted(feature[n], rules.length));
      }
      if ((decision[n] & 1) != 0) {
        int set = (int) threshold[n];
        if (set < 0
            || set >= sets
            || bounds[set] < 0
            || bounds[set + 1] > words.length
            || bounds[set] > bounds[set + 1]) {
          throw section.corrupt("cat_boundaries", "has no set %d".formatted(set));
        }
        long[] members = bits(Arrays.copyOfRange(words, bounds[set], bounds[set + 1]));
        tree.branch(n, feature[n], Categories.left(members), onLeft, onRight, false);
      } else {
        rule(feature[n], decision[n] >> 2 & 3);
        boolean missingLeft = (decision[n] & 2) != 0;
        tree.branch(n, feature[n], threshold[n], onLeft, onRight, missingLeft);
      }
    }
  }

  private void rule(int feature, int code) {
    MissingRule rule =
        switch (code) {
          case 0 -> MissingRule.NAN_IS_ZERO;
          case 1 -> MissingRule.ZERO;
          default -> MissingRule.NAN;
        };
    if (rules[feature] != null && rules[feature] != rule) {
      throw section.corrupt("decision_type", "treats missing values of one feature in two ways");
    }
    rules[feature] = rule;
  }

  private static long[] bits(long[] words) {
    long[] bits = new long[(words.length + 1) / 2];
    for (int i = 0; i < words.length; i++) {
      bits[i / 2] |= words[i] << (i % 2 * 32);
    }
    return bits;
  }
}
