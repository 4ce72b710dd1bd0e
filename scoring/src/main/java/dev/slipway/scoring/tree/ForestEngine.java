package dev.slipway.scoring.tree;

import dev.slipway.scoring.engine.Engine;
import dev.slipway.scoring.engine.Spare;

/// A forest ready to score: a few rows tree by tree, many rows in blocks, so that a tree's nodes stay in
/// the cache while a block passes through it. Either way an output's leaves are added in tree order.
final class ForestEngine<X, S> implements Engine {
  /// How many trees, or rows, are walked before their leaves are added.
  private static final int BLOCK = 64;

  private final int features;
  private final int outputs;
  private final int trees;
  private final Walk<X> walk;
  private final Sums<S> sums;
  private final Spare<Room<X, S>> single;

  private ForestEngine(Forest forest, Walk<X> walk, Sums<S> sums) {
    this.features = forest.features;
    this.outputs = forest.outputs;
    this.trees = forest.trees.size();
    this.walk = walk;
    this.sums = sums;
    this.single = new Spare<>(() -> room(1));
  }

  static Engine of(Forest forest, Walk<?> walk) {
    return switch (forest.sums) {
      case FLOAT32 -> new ForestEngine<>(forest, walk, new FloatSums(forest, walk.values()));
      case FLOAT64 -> new ForestEngine<>(forest, walk, new DoubleSums(forest, walk.values()));
    };
  }

  /// What the scoring of a block of rows needs.
  private record Room<X, S>(X slots, S partial, int[] leaves) {}

  private Room<X, S> room(int rows) {
    return new Room<>(walk.room(rows), sums.room(rows), new int[BLOCK]);
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
    if (rows < Walk.LANES) {
      Room<X, S> room = single.take();
      for (int row = 0; row < rows; row++) {
        scoreRow(room, matrix, row, out);
      }
      single.giveBack(room);
      return;
    }
    Room<X, S> room = room(BLOCK);
    for (int from = 0; from < rows; from += BLOCK) {
      int count = Math.min(BLOCK, rows - from);
      walk.read(room.slots, matrix, from, count);
      sums.start(room.partial, count);
      for (int tree = 0; tree < trees; tree++) {
        walk.walkRows(room.slots, count, tree, room.leaves);
        sums.addRows(room.partial, tree, room.leaves, count);
      }
      sums.finish(room.partial, count, out, from * outputs);
    }
  }

  private void scoreRow(Room<X, S> room, double[] matrix, int row, double[] out) {
    walk.read(room.slots, matrix, row, 1);
    sums.start(room.partial, 1);
    for (int tree = 0; tree < trees; tree += BLOCK) {
      int count = Math.min(BLOCK, trees - tree);
      walk.walkTrees(room.slots, tree, count, room.leaves);
      sums.addTrees(room.partial, tree, room.leaves, count);
    }
    sums.finish(room.partial, 1, out, row * outputs);
  }
}
