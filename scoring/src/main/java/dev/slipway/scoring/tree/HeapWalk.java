package dev.slipway.scoring.tree;

/// Shallow trees of float32 splits as padded heaps: node `i` has children `2i` and `2i + 1`, so a walk
/// follows no pointers, takes no unpredictable branch, and four of them overlap in the processor.
///
/// A leaf above the deepest level is repeated below it. The trees of a group of four have one depth.
final class HeapWalk implements Walk<float[]> {
  private static final int DEEPEST = 10;
  private static final int MOST_SLOTS = Character.MAX_VALUE;

  private final Slots slots;
  private final int[] depth;
  private final int[] node;
  private final int[] leaf;
  private final int[] leafWidth;
  private final char[] slot;
  private final float[] threshold;
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
    this.slot = new char[nodes];
    this.threshold = new float[nodes];
    this.values = new double[leaves];
    for (int t = 0; t < trees; t++) {
      fill(forest.trees.get(t), t, 0, 1, depth[t / LANES]);
    }
  }

  /// Whether padding costs little: no tree is deep, and the padded trees are not far larger than they are.
  static boolean suits(Forest forest) {
    if (forest.trees.isEmpty() || forest.depth() > DEEPEST || forest.features * 2 > MOST_SLOTS) {
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
      slot[node[t] + at] = (char) slots.slot(tree, from);
      threshold[node[t] + at] = (float) slots.threshold(tree, from);
    }
    fill(tree, t, isLeaf ? from : tree.left[from], 2 * at, levels - 1);
    fill(tree, t, isLeaf ? from : tree.right[from], 2 * at + 1, levels - 1);
  }

  @Override
  public float[] slots(double[] matrix, int from, int rows) {
    return slots.floats(matrix, from, rows);
  }

  @Override
  public double[] values() {
    return values;
  }

  @Override
  public void walkTrees(float[] x, int tree, int count, int[] leaves) {
    char[] slot = this.slot;
    float[] threshold = this.threshold;
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
        int n0 = node0 + i0;
        int n1 = node1 + i1;
        int n2 = node2 + i2;
        int n3 = node3 + i3;
        i0 = 2 * i0 + (x[slot[n0]] <= threshold[n0] ? 0 : 1);
        i1 = 2 * i1 + (x[slot[n1]] <= threshold[n1] ? 0 : 1);
        i2 = 2 * i2 + (x[slot[n2]] <= threshold[n2] ? 0 : 1);
        i3 = 2 * i3 + (x[slot[n3]] <= threshold[n3] ? 0 : 1);
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
  public void walkRows(float[] x, int rows, int tree, int[] leaves) {
    char[] slot = this.slot;
    float[] threshold = this.threshold;
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
        int n0 = root + i0;
        int n1 = root + i1;
        int n2 = root + i2;
        int n3 = root + i3;
        i0 = 2 * i0 + (x[row0 + slot[n0]] <= threshold[n0] ? 0 : 1);
        i1 = 2 * i1 + (x[row1 + slot[n1]] <= threshold[n1] ? 0 : 1);
        i2 = 2 * i2 + (x[row2 + slot[n2]] <= threshold[n2] ? 0 : 1);
        i3 = 2 * i3 + (x[row3 + slot[n3]] <= threshold[n3] ? 0 : 1);
      }
      leaves[r] = firstLeaf + i0 * leafWidth[tree];
      leaves[r + 1] = firstLeaf + i1 * leafWidth[tree];
      leaves[r + 2] = firstLeaf + i2 * leafWidth[tree];
      leaves[r + 3] = firstLeaf + i3 * leafWidth[tree];
    }
  }
}
