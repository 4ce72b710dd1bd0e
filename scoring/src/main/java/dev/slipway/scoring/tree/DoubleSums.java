package dev.slipway.scoring.tree;

/// Sums in float64.
final class DoubleSums implements Sums<double[]> {
  private final double[] values;
  private final double[] base;
  private final int[] output;
  private final double divisor;

  DoubleSums(Forest forest, double[] values) {
    this.values = values;
    this.base = forest.base;
    this.output = forest.trees.stream().mapToInt(t -> t.output).toArray();
    this.divisor = forest.divisor;
  }

  @Override
  public double[] room(int rows) {
    return new double[rows * base.length];
  }

  @Override
  public void start(double[] partial, int rows) {
    for (int at = 0; at < rows * base.length; at += base.length) {
      System.arraycopy(base, 0, partial, at, base.length);
    }
  }

  @Override
  public void addTrees(double[] partial, int tree, int[] leaves, int count) {
    if (base.length == 1) {
      double sum = partial[0];
      for (int i = 0; i < count; i++) {
        sum += values[leaves[i]];
      }
      partial[0] = sum;
      return;
    }
    for (int i = 0; i < count; i++) {
      add(partial, 0, output[tree + i], leaves[i]);
    }
  }

  @Override
  public void addRows(double[] partial, int tree, int[] leaves, int rows) {
    if (base.length == 1) {
      for (int r = 0; r < rows; r++) {
        partial[r] += values[leaves[r]];
      }
      return;
    }
    int to = output[tree];
    for (int r = 0; r < rows; r++) {
      add(partial, r * base.length, to, leaves[r]);
    }
  }

  private void add(double[] partial, int at, int to, int leaf) {
    if (to != Tree.EVERY_OUTPUT) {
      partial[at + to] += values[leaf];
      return;
    }
    for (int i = 0; i < base.length; i++) {
      partial[at + i] += values[leaf + i];
    }
  }

  @Override
  public void finish(double[] partial, int rows, double[] out, int at) {
    for (int i = 0; i < rows * base.length; i++) {
      out[at + i] = divisor == 1 ? partial[i] : partial[i] / divisor;
    }
  }
}
