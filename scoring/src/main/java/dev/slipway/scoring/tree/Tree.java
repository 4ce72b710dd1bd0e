package dev.slipway.scoring.tree;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// One decision tree as numbered nodes; node 0 is the root. Every node has one parent, so walks end.
public final class Tree {
  /// The output of a tree whose leaves hold one value for every output of the forest.
  public static final int EVERY_OUTPUT = -1;

  static final int LEAF = -1;

  final int output;
  final int leafWidth;
  final int[] feature;
  final double[] threshold;
  final int[] left;
  final int[] right;
  final BitSet missingLeft;
  final @Nullable Categories @Nullable [] categories;
  final double[] values;
  final int depth;

  private Tree(Builder builder, int depth) {
    this.output = builder.output;
    this.leafWidth = builder.leafWidth;
    this.feature = builder.feature;
    this.threshold = builder.threshold;
    this.left = builder.left;
    this.right = builder.right;
    this.missingLeft = builder.missingLeft;
    this.categories = builder.categories;
    this.values = builder.values;
    this.depth = depth;
  }

  /// A tree of `nodes` nodes that adds one number to `output`.
  public static Builder builder(int nodes, int output) {
    return new Builder(nodes, output, 1);
  }

  /// A tree of `nodes` nodes whose leaves hold one number for each of `outputs` outputs.
  public static Builder vectorBuilder(int nodes, int outputs) {
    return new Builder(nodes, EVERY_OUTPUT, outputs);
  }

  public int nodes() {
    return feature.length;
  }

  /// The number of branches on the longest way from the root to a leaf.
  public int depth() {
    return depth;
  }

  public int leaves() {
    int leaves = 0;
    for (int f : feature) {
      leaves += f == LEAF ? 1 : 0;
    }
    return leaves;
  }

  boolean isLeaf(int node) {
    return feature[node] == LEAF;
  }

  @Nullable Categories categories(int node) {
    return categories == null ? null : categories[node];
  }

  /// Takes nodes in any order, by number. Not thread-safe.
  public static final class Builder {
    private final int output;
    private final int leafWidth;
    private final int[] feature;
    private final double[] threshold;
    private final int[] left;
    private final int[] right;
    private final BitSet missingLeft = new BitSet();
    private @Nullable Categories @Nullable [] categories;
    private final double[] values;

    private Builder(int nodes, int output, int leafWidth) {
      if (nodes < 1) {
        throw corrupt("a tree has no nodes");
      }
      this.output = output;
      this.leafWidth = leafWidth;
      this.feature = new int[nodes];
      Arrays.fill(feature, LEAF);
      this.threshold = new double[nodes];
      this.left = new int[nodes];
      this.right = new int[nodes];
      this.values = new double[Math.multiplyExact(nodes, leafWidth)];
    }

    /// A node that compares a feature with a threshold.
    ///
    /// @param missingLeft where a row without a value goes
    public Builder branch(
        int node, int feature, double threshold, int left, int right, boolean missingLeft) {
      if (feature < 0) {
        throw corrupt("node %d reads feature %d".formatted(node, feature));
      }
      this.feature[node] = feature;
      this.threshold[node] = threshold;
      this.left[node] = left;
      this.right[node] = right;
      this.missingLeft.set(node, missingLeft);
      return this;
    }

    /// A node that asks whether a feature is one of some categories.
    public Builder branch(
        int node, int feature, Categories test, int left, int right, boolean missingLeft) {
      branch(node, feature, 0, left, right, missingLeft);
      if (categories == null) {
        categories = new Categories[this.feature.length];
      }
      categories[node] = test;
      return this;
    }

    /// A leaf, with one value or one for each output.
    public Builder leaf(int node, double... values) {
      if (values.length != leafWidth) {
        throw corrupt(
            "leaf %d has %d values, expected %d".formatted(node, values.length, leafWidth));
      }
      this.feature[node] = LEAF;
      System.arraycopy(values, 0, this.values, node * leafWidth, leafWidth);
      return this;
    }

    /// Throws `CORRUPT_MODEL` where a child is no node, or a node has two parents or is its own ancestor.
    public Tree build() {
      int nodes = feature.length;
      byte[] seen = new byte[nodes];
      int[] level = {0};
      int depth = -1;
      seen[0] = 1;
      while (level.length > 0) {
        int[] next = new int[(int) Math.min(nodes, 2L * level.length)];
        int count = 0;
        for (int node : level) {
          if (feature[node] != LEAF) {
            for (int child : new int[] {left[node], right[node]}) {
              if (child < 0 || child >= nodes || seen[child]++ != 0) {
                throw corrupt(
                    "node %d has child %d, which is %s"
                        .formatted(
                            node,
                            child,
                            child < 0 || child >= nodes ? "no node" : "also another's child"));
              }
              next[count++] = child;
            }
          }
        }
        level = Arrays.copyOf(next, count);
        depth++;
      }
      return new Tree(this, depth);
    }

    private static SlipwayException corrupt(String what) {
      return new SlipwayException(
          ErrorCode.CORRUPT_MODEL, "the model has a broken tree: " + what + "; export it again");
    }
  }
}
