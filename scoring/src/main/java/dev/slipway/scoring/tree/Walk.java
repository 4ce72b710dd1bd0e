package dev.slipway.scoring.tree;

/// Walks trees from the root to a leaf. A leaf is named by the position of its first value in `values()`.
///
/// @param <X> the array that holds the slots of some rows
interface Walk<X> {
  /// How many rows or trees are walked in step. Many rows have room for a multiple, as leaves do.
  int LANES = 4;

  /// Room for the slots of `rows` rows.
  X room(int rows);

  /// Reads the values that the nodes compare, for rows `from` to `from + rows`, into the first slots.
  void read(X slots, double[] matrix, int from, int rows);

  /// Writes the leaves that the first row reaches in `count` trees from `tree` (a multiple of [#LANES]).
  void walkTrees(X slots, int tree, int count, int[] leaves);

  /// Writes the leaves that the first `rows` rows reach in one tree.
  void walkRows(X slots, int rows, int tree, int[] leaves);

  /// The values of all leaves.
  double[] values();

  /// Compares the keys of float32 numbers, which are whole numbers in the same order.
  interface OfKeys extends Walk<int[]> {
    Slots slots();

    @Override
    default int[] room(int rows) {
      return new int[rows * slots().count()];
    }

    @Override
    default void read(int[] x, double[] matrix, int from, int rows) {
      slots().keys(x, matrix, from, rows);
    }
  }

  /// Compares the numbers themselves.
  interface OfDoubles extends Walk<double[]> {
    Slots slots();

    @Override
    default double[] room(int rows) {
      return new double[rows * slots().count()];
    }

    @Override
    default void read(double[] x, double[] matrix, int from, int rows) {
      slots().doubles(x, matrix, from, rows);
    }
  }
}
