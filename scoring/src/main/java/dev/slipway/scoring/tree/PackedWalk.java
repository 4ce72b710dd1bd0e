package dev.slipway.scoring.tree;

import java.util.Arrays;

/// Deep trees of float32 splits in as little memory as possible, because what a deep walk waits for is
/// memory: a node is one `long`, the left child stands right behind its parent, and only leaves have values.
///
/// A branch is threshold (32 bits), distance to the right child (16) and slot (16). A leaf's distance is 0
/// and its threshold is less than every value, so that a walk which has arrived stays; what the threshold
/// is above the least number tells the leaf's position among the tree's leaves.
final class PackedWalk implements Walk.OfKeys {
  private static final int MOST_NODES = 1 << 16;

  private final Slots slots;
  private final long[] nodes;
  private final int[] root;
  private final int[] leafWidth;
  private final int[] leaf;
  private final double[] values;

  PackedWalk(Forest forest, Slots slots) {
    int trees = forest.trees.size();
    this.slots = slots;
    this.root = new int[ForestEngine.roundedUp(trees)];
    this.leafWidth = new int[root.length];
    this.leaf = new int[root.length];
    int nodeCount = 0;
    int valueCount = 0;
    for (int t = 0; t < trees; t++) {
      Tree tree = forest.trees.get(t);
      root[t] = nodeCount;
      leafWidth[t] = tree.leafWidth;
      leaf[t] = valueCount;
      nodeCount = Math.addExact(nodeCount, tree.nodes());
      valueCount = Math.addExact(valueCount, tree.leaves() * tree.leafWidth);
    }
    this.nodes = new long[nodeCount];
    this.values = new double[valueCount];
    for (int t = 0; t < trees; t++) {
      fill(forest.trees.get(t), root[t], leaf[t]);
    }
    // The lanes behind the last tree walk that tree again; nobody reads where they end.
    for (int t = Math.max(trees, 1); t < root.length; t++) {
      root[t] = root[trees - 1];
      leafWidth[t] = leafWidth[trees - 1];
      leaf[t] = leaf[trees - 1];
    }
  }

  static boolean suits(Forest forest) {
    return forest.splits == Precision.FLOAT32
        && forest.features * 2 <= Slots.MOST_PACKED
        && forest.trees.stream().allMatch(t -> t.nodes() <= MOST_NODES);
  }

  private void fill(Tree tree, int first, int firstValue) {
    int[] waiting = new int[16];
    int[] parent = new int[16];
    int size = 1;
    parent[0] = -1;
    int leaves = 0;
    for (int at = first; size > 0; at++) {
      size--;
      int node = waiting[size];
      if (parent[size] >= 0) {
        nodes[parent[size]] |= (long) (at - parent[size]) << 16;
      }
      if (tree.isLeaf(node)) {
        System.arraycopy(
            tree.values,
            node * tree.leafWidth,
            values,
            firstValue + leaves * tree.leafWidth,
            tree.leafWidth);
        nodes[at] = (long) (Integer.MIN_VALUE + leaves++) << 32;
        continue;
      }
      nodes[at] = (long) slots.key(tree, node) << 32 | slots.slot(tree, node);
      if (size + 2 > waiting.length) {
        waiting = Arrays.copyOf(waiting, size * 2);
        parent = Arrays.copyOf(parent, size * 2);
      }
      waiting[size] = tree.right[node];
      parent[size++] = at;
      waiting[size] = tree.left[node];
      parent[size++] = -1;
    }
  }

  @Override
  public Slots slots() {
    return slots;
  }

  @Override
  public double[] values() {
    return values;
  }

  @Override
  public void walkTrees(int[] x, int tree, int count, int[] leaves) {
    for (int t = tree; t < tree + count; t += LANES) {
      int at = t - tree;
      for (int i = 0; i < LANES; i++) {
        leaves[at + i] = root[t + i];
      }
      walk(x, 0, 0, 0, 0, leaves, at);
      for (int i = 0; i < LANES; i++) {
        leaves[at + i] = value(t + i, leaves[at + i]);
      }
    }
  }

  @Override
  public void walkRows(int[] x, int rows, int tree, int[] leaves) {
    int width = slots.count();
    for (int r = 0; r < rows; r += LANES) {
      int row = r * width;
      for (int i = 0; i < LANES; i++) {
        leaves[r + i] = root[tree];
      }
      walk(x, row, row + width, row + 2 * width, row + 3 * width, leaves, r);
      for (int i = 0; i < LANES; i++) {
        leaves[r + i] = value(tree, leaves[r + i]);
      }
    }
  }

  private int value(int tree, int node) {
    return leaf[tree] + ((int) (nodes[node] >> 32) ^ Integer.MIN_VALUE) * leafWidth[tree];
  }

  private void walk(int[] x, int row0, int row1, int row2, int row3, int[] at, int lane) {
    long[] nodes = this.nodes;
    int i0 = at[lane];
    int i1 = at[lane + 1];
    int i2 = at[lane + 2];
    int i3 = at[lane + 3];
    int moved = 1;
    while (moved != 0) {
      int step0 = step(nodes[i0], x, row0);
      int step1 = step(nodes[i1], x, row1);
      int step2 = step(nodes[i2], x, row2);
      int step3 = step(nodes[i3], x, row3);
      moved = step0 | step1 | step2 | step3;
      i0 += step0;
      i1 += step1;
      i2 += step2;
      i3 += step3;
    }
    at[lane] = i0;
    at[lane + 1] = i1;
    at[lane + 2] = i2;
    at[lane + 3] = i3;
  }

  /// How far the next node is: 1 to the left child, the distance to the right one, 0 from a leaf.
  private static int step(long node, int[] x, int row) {
    int right = (int) (((node >> 32) - x[row + ((int) node & 0xffff)]) >> 63);
    return 1 + (right & ((int) node >>> 16) - 1);
  }
}
