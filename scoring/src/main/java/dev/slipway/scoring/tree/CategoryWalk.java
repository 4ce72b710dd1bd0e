package dev.slipway.scoring.tree;

import org.jspecify.annotations.Nullable;

/// Trees with categorical nodes, walked one at a time.
final class CategoryWalk implements Walk.OfDoubles {
  private final Slots slots;
  private final Nodes nodes;
  private final @Nullable Categories[] categories;
  private final boolean[] missingLeft;

  CategoryWalk(Forest forest, Slots slots) {
    this.slots = slots;
    this.nodes = new Nodes(forest, slots);
    this.categories = new Categories[nodes.slot.length];
    this.missingLeft = new boolean[nodes.slot.length];
    for (int t = 0; t < forest.trees.size(); t++) {
      Tree tree = forest.trees.get(t);
      for (int node = 0; node < tree.nodes(); node++) {
        categories[nodes.root[t] + node] = tree.categories(node);
        missingLeft[nodes.root[t] + node] = tree.missingLeft.get(node);
      }
    }
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
    for (int i = 0; i < count; i++) {
      leaves[i] = walk(x, 0, tree + i);
    }
  }

  @Override
  public void walkRows(double[] x, int rows, int tree, int[] leaves) {
    for (int r = 0; r < rows; r++) {
      leaves[r] = walk(x, r * slots.count(), tree);
    }
  }

  private int walk(double[] x, int row, int tree) {
    int node = nodes.root[tree];
    while (true) {
      double value = x[row + nodes.slot[node]];
      Categories test = categories[node];
      boolean left =
          test == null ? value <= nodes.threshold[node] : test.goesLeft(value, missingLeft[node]);
      int next = nodes.child[2 * node + (left ? 0 : 1)];
      if (next == node) {
        return nodes.values(tree, node);
      }
      node = next;
    }
  }
}
