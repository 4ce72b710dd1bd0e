package dev.slipway.scoring.tree;

import dev.slipway.scoring.engine.Engine;

/// A forest ready to score: a few rows tree by tree, many rows in blocks, so that a tree's nodes stay in
/// the cache while a block passes through it. Either way an output's leaves are added in tree order.
final class ForestEngine<X> implements Engine {
  /// How many trees, or rows, are walked before their leaves are added.
  private static final int BLOCK = 64;

  private final int features;
  private final int outputs;
  private final int trees;
  private final Walk<X> walk;
  private final Sums<?> sums;

  ForestEngine(Forest forest, Walk<X> walk) {
    this.features = forest.features;
    this.outputs = forest.outputs;
    this.trees = forest.trees.size();
    this.walk = walk;
    this.sums =
        switch (forest.sums) {
          case FLOAT32 -> new FloatSums(forest, walk.values());
          case FLOAT64 -> new DoubleSums(forest, walk.values());
        };
  }

  static int roundedUp(int count) {
    return (count + Walk.LANES - 1) / Walk.LANES * Walk.LANES;
  }

  @Override
  public int inputs() {
    return features;
  }

  @Override
  public int outputs() {
    return outputs;
  }

  @Override
  public void score(double[] matrix, int rows, double[] out) {
    score(sums, matrix, rows, out);
  }

  private <S> void score(Sums<S> sums, double[] matrix, int rows, double[] out) {
    int[] leaves = new int[BLOCK];
    if (rows < Walk.LANES) {
      for (int row = 0; row < rows; row++) {
        scoreRow(sums, walk.slots(matrix, row, 1), leaves, out, row * outputs);
      }
      return;
    }
    for (int from = 0; from < rows; from += BLOCK) {
      int count = Math.min(BLOCK, rows - from);
      X slots = walk.slots(matrix, from, count);
      S partial = sums.start(count);
      for (int tree = 0; tree < trees; tree++) {
        walk.walkRows(slots, count, tree, leaves);
        sums.addRows(partial, tree, leaves, count);
      }
      sums.finish(partial, out, from * outputs);
    }
  }

  private <S> void scoreRow(Sums<S> sums, X slots, int[] leaves, double[] out, int at) {
    S partial = sums.start(1);
    for (int tree = 0; tree < trees; tree += BLOCK) {
      int count = Math.min(BLOCK, trees - tree);
      walk.walkTrees(slots, tree, count, leaves);
      sums.addTrees(partial, tree, leaves, count);
    }
    sums.finish(partial, out, at);
  }
}
