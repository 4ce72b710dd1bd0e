package dev.slipway.scoring.tree;

/// The nodes of all trees of a forest, numbered through, as parallel arrays. A leaf is its own child on
/// both sides, so that a walk that has arrived stays.
final class Nodes {
  final int[] root;
  final int[] slot;
  final double[] threshold;
  final int[] child;
  final int[] leafWidth;
  final int[] valueShift;
  final double[] values;

  Nodes(Forest forest, Slots slots) {
    int trees = forest.trees.size();
    int nodes = Math.toIntExact(forest.trees.stream().mapToLong(Tree::nodes).sum());
    int padded = ForestEngine.roundedUp(trees);
    this.root = new int[padded];
    this.leafWidth = new int[padded];
    this.valueShift = new int[padded];
    this.slot = new int[nodes];
    this.threshold = new double[nodes];
    this.child = new int[nodes * 2];
    this.values =
        new double[Math.toIntExact(forest.trees.stream().mapToLong(t -> t.values.length).sum())];
    int at = 0;
    int value = 0;
    for (int t = 0; t < padded; t++) {
      if (t >= trees) {
        root[t] = root[trees - 1];
        leafWidth[t] = leafWidth[trees - 1];
        valueShift[t] = valueShift[trees - 1];
        continue;
      }
      Tree tree = forest.trees.get(t);
      root[t] = at;
      leafWidth[t] = tree.leafWidth;
      valueShift[t] = value - at * tree.leafWidth;
      System.arraycopy(tree.values, 0, values, value, tree.values.length);
      for (int node = 0; node < tree.nodes(); node++) {
        boolean leaf = tree.isLeaf(node);
        slot[at + node] = leaf ? 0 : slots.slot(tree, node);
        threshold[at + node] = leaf ? 0 : slots.threshold(tree, node);
        child[2 * (at + node)] = at + (leaf ? node : tree.left[node]);
        child[2 * (at + node) + 1] = at + (leaf ? node : tree.right[node]);
      }
      at += tree.nodes();
      value += tree.values.length;
    }
  }

  /// The position of the first value of a leaf.
  int values(int tree, int leaf) {
    return valueShift[tree] + leaf * leafWidth[tree];
  }
}
