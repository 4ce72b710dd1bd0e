package dev.slipway.scoring.tree;

/// Walks trees from the root to a leaf. A leaf is named by the position of its first value in `values()`.
///
/// @param <X> the array that holds the slots of some rows
interface Walk<X> {
  /// How many rows or trees are walked in step. Arrays of slots and of leaves have room for a multiple.
  int LANES = 4;

  /// The values that the nodes read, for rows `from` to `from + rows`.
  X slots(double[] matrix, int from, int rows);

  /// Writes the leaves that the first row reaches in `count` trees from `tree` (a multiple of [#LANES]).
  void walkTrees(X slots, int tree, int count, int[] leaves);

  /// Writes the leaves that the first `rows` rows reach in one tree.
  void walkRows(X slots, int rows, int tree, int[] leaves);

  /// The values of all leaves.
  double[] values();
}
