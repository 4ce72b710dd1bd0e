package dev.slipway.scoring.tree;

/// Deep trees, or trees of float64 splits, as linked nodes; four walks go in step until all have arrived.
final class LinkedWalk implements Walk.OfDoubles {
  private final Slots slots;
  private final Nodes nodes;

  LinkedWalk(Forest forest, Slots slots) {
    this.slots = slots;
    this.nodes = new Nodes(forest, slots);
  }

  @Override
  public Slots slots() {
    return slots;
  }

  @Override
  public double[] values() {
    return nodes.values;
  }

  @Override
  public void walkTrees(double[] x, int tree, int count, int[] leaves) {
    for (int t = tree; t < tree + count; t += LANES) {
      int at = t - tree;
      leaves[at] = nodes.root[t];
      leaves[at + 1] = nodes.root[t + 1];
      leaves[at + 2] = nodes.root[t + 2];
      leaves[at + 3] = nodes.root[t + 3];
      walk(x, 0, 0, 0, 0, leaves, at);
      for (int i = 0; i < LANES; i++) {
        leaves[at + i] = nodes.values(t + i, leaves[at + i]);
      }
    }
  }

  @Override
  public void walkRows(double[] x, int rows, int tree, int[] leaves) {
    int width = slots.count();
    for (int r = 0; r < rows; r += LANES) {
      int row = r * width;
      for (int i = 0; i < LANES; i++) {
        leaves[r + i] = nodes.root[tree];
      }
      walk(x, row, row + width, row + 2 * width, row + 3 * width, leaves, r);
      for (int i = 0; i < LANES; i++) {
        leaves[r + i] = nodes.values(tree, leaves[r + i]);
      }
    }
  }

  private void walk(double[] x, int row0, int row1, int row2, int row3, int[] at, int lane) {
    int[] slot = nodes.slot;
    double[] threshold = nodes.threshold;
    int[] child = nodes.child;
    int n0 = at[lane];
    int n1 = at[lane + 1];
    int n2 = at[lane + 2];
    int n3 = at[lane + 3];
    boolean moved = true;
    while (moved) {
      int next0 = child[2 * n0 + (x[row0 + slot[n0]] <= threshold[n0] ? 0 : 1)];
      int next1 = child[2 * n1 + (x[row1 + slot[n1]] <= threshold[n1] ? 0 : 1)];
      int next2 = child[2 * n2 + (x[row2 + slot[n2]] <= threshold[n2] ? 0 : 1)];
      int next3 = child[2 * n3 + (x[row3 + slot[n3]] <= threshold[n3] ? 0 : 1)];
      moved = ((next0 ^ n0) | (next1 ^ n1) | (next2 ^ n2) | (next3 ^ n3)) != 0;
      n0 = next0;
      n1 = next1;
      n2 = next2;
      n3 = next3;
    }
    at[lane] = n0;
    at[lane + 1] = n1;
    at[lane + 2] = n2;
    at[lane + 3] = n3;
  }
}
