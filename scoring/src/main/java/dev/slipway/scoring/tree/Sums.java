package dev.slipway.scoring.tree;

/// Adds leaves up in one precision, in the order of the trees.
///
/// @param <S> the partial sums of some rows, row-major
interface Sums<S> {
  /// Room for the sums of `rows` rows.
  S room(int rows);

  /// Sets the sums of `rows` rows to the base scores.
  void start(S partial, int rows);

  /// Adds the leaves that one row reached in `count` trees from `tree`.
  void addTrees(S partial, int tree, int[] leaves, int count);

  /// Adds the leaves that `rows` rows reached in one tree.
  void addRows(S partial, int tree, int[] leaves, int rows);

  /// Divides the sums of `rows` rows and writes them at `out[at]`.
  void finish(S partial, int rows, double[] out, int at);
}
