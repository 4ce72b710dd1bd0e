package dev.slipway.scoring.tree;

/// Adds leaves up in one precision, in the order of the trees.
///
/// @param <S> the partial sums of some rows, row-major
interface Sums<S> {
  /// The base scores of each of `rows` rows.
  S start(int rows);

  /// Adds the leaves that one row reached in `count` trees from `tree`.
  void addTrees(S partial, int tree, int[] leaves, int count);

  /// Adds the leaves that `rows` rows reached in one tree.
  void addRows(S partial, int tree, int[] leaves, int rows);

  /// Divides and writes the sums at `out[at]`.
  void finish(S partial, double[] out, int at);
}
