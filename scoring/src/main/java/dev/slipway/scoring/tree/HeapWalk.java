package dev.slipway.scoring.tree;

/// Shallow trees of float32 splits as padded heaps: node `i` has children `2i` and `2i + 1`, so a walk
/// follows no pointers, takes no unpredictable branch, and four of them overlap in the processor. A node is
/// one `long`: the threshold's key above, the slot below.
///
/// A leaf above the deepest level is repeated below it. The trees of a group of four have one depth.
final class HeapWalk implements Walk.OfKeys {
  private static final int DEEPEST = 10;

  private final Slots slots;
  private final int[] depth;
  private final int[] node;
  private final int[] leaf;
  private final int[] leafWidth;
  private final long[] nodes;
  private final double[] values;

  HeapWalk(Forest forest, Slots slots) {
    int trees = forest.trees.size();
    int padded = ForestEngine.roundedUp(trees);
    this.slots = slots;
    this.depth = groupDepths(forest);
    this.node = new int[padded];
    this.leaf = new int[padded];
    this.leafWidth = new int[padded];
    int nodes = 0;
    int leaves = 0;
    for (int t = 0; t < padded; t++) {
      // The lanes behind the last tree walk that tree again; nobody reads where they end.
      if (t >= trees) {
        node[t] = node[trees - 1];
        leaf[t] = leaf[trees - 1];
        leafWidth[t] = leafWidth[trees - 1];
        continue;
      }
      node[t] = nodes;
      leaf[t] = leaves;
      leafWidth[t] = forest.trees.get(t).leafWidth;
      nodes += 1 << depth[t / LANES];
      leaves += (1 << depth[t / LANES]) * leafWidth[t];
    }
    this.nodes = new long[nodes];
    this.values = new double[leaves];
    for (int t = 0; t < trees; t++) {
      fill(forest.trees.get(t), t, 0, 1, depth[t / LANES]);
    }
  }

  /// Whether padding costs little: no tree is deep, and the padded trees are not far larger than they are.
  static boolean suits(Forest forest) {
    if (forest.trees.isEmpty()
        || forest.depth() > DEEPEST
        || forest.features * 2 > Slots.MOST_PACKED) {
      return false;
    }
    long real = forest.trees.stream().mapToLong(Tree::nodes).sum();
    long padded = 0;
    for (int depth : groupDepths(forest)) {
      padded += (long) LANES << (depth + 1);
    }
    int width = forest.trees.stream().mapToInt(t -> t.leafWidth).max().orElse(1);
    return padded * width <= 1 << 16 || (padded <= 8 * real && padded * width < 1 << 28);
  }

  private static int[] groupDepths(Forest forest) {
    int[] depths = new int[ForestEngine.roundedUp(forest.trees.size()) / LANES];
    for (int t = 0; t < forest.trees.size(); t++) {
      depths[t / LANES] = Math.max(depths[t / LANES], forest.trees.get(t).depth());
    }
    return depths;
  }

  private void fill(Tree tree, int t, int from, int at, int levels) {
    if (levels == 0) {
      int width = tree.leafWidth;
      int to = leaf[t] + (at - (1 << depth[t / LANES])) * width;
      System.arraycopy(tree.values, from * width, values, to, width);
      return;
    }
    boolean isLeaf = tree.isLeaf(from);
    if (!isLeaf) {
      nodes[node[t] + at] = (long) slots.key(tree, from) << 32 | slots.slot(tree, from);
    }
    fill(tree, t, isLeaf ? from : tree.left[from], 2 * at, levels - 1);
    fill(tree, t, isLeaf ? from : tree.right[from], 2 * at + 1, levels - 1);
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
    long[] nodes = this.nodes;
    for (int t = tree; t < tree + count; t += LANES) {
      int levels = depth[t / LANES];
      int node0 = node[t];
      int node1 = node[t + 1];
      int node2 = node[t + 2];
      int node3 = node[t + 3];
      int i0 = 1;
      int i1 = 1;
      int i2 = 1;
      int i3 = 1;
      for (int level = 0; level < levels; level++) {
        i0 = 2 * i0 + right(nodes[node0 + i0], x, 0);
        i1 = 2 * i1 + right(nodes[node1 + i1], x, 0);
        i2 = 2 * i2 + right(nodes[node2 + i2], x, 0);
        i3 = 2 * i3 + right(nodes[node3 + i3], x, 0);
      }
      int first = 1 << levels;
      int at = t - tree;
      leaves[at] = leaf[t] + (i0 - first) * leafWidth[t];
      leaves[at + 1] = leaf[t + 1] + (i1 - first) * leafWidth[t + 1];
      leaves[at + 2] = leaf[t + 2] + (i2 - first) * leafWidth[t + 2];
      leaves[at + 3] = leaf[t + 3] + (i3 - first) * leafWidth[t + 3];
    }
  }

  @Override
  public void walkRows(int[] x, int rows, int tree, int[] leaves) {
    long[] nodes = this.nodes;
    int levels = depth[tree / LANES];
    int root = node[tree];
    int width = slots.count();
    int firstLeaf = leaf[tree] - (leafWidth[tree] << levels);
    for (int r = 0; r < rows; r += LANES) {
      int row0 = r * width;
      int row1 = row0 + width;
      int row2 = row1 + width;
      int row3 = row2 + width;
      int i0 = 1;
      int i1 = 1;
      int i2 = 1;
      int i3 = 1;
      for (int level = 0; level < levels; level++) {
        i0 = 2 * i0 + right(nodes[root + i0], x, row0);
        i1 = 2 * i1 + right(nodes[root + i1], x, row1);
        i2 = 2 * i2 + right(nodes[root + i2], x, row2);
        i3 = 2 * i3 + right(nodes[root + i3], x, row3);
      }
      leaves[r] = firstLeaf + i0 * leafWidth[tree];
      leaves[r + 1] = firstLeaf + i1 * leafWidth[tree];
      leaves[r + 2] = firstLeaf + i2 * leafWidth[tree];
      leaves[r + 3] = firstLeaf + i3 * leafWidth[tree];
    }
  }

  /// 1 where the value is above the threshold, without a branch or a comparison of floats.
  private static int right(long node, int[] x, int row) {
    return (int) (((node >> 32) - x[row + ((int) node & 0xffff)]) >>> 63);
  }
}
