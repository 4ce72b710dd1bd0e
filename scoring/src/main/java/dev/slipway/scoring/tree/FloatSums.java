package dev.slipway.scoring.tree;

/// Sums in float32.
final class FloatSums implements Sums<float[]> {
  private final float[] values;
  private final float[] base;
  private final int[] output;
  private final float divisor;

  FloatSums(Forest forest, double[] values) {
    this.values = floats(values);
    this.base = floats(forest.base);
    this.output = forest.trees.stream().mapToInt(t -> t.output).toArray();
    this.divisor = (float) forest.divisor;
  }

  @Override
  public float[] room(int rows) {
    return new float[rows * base.length];
  }

  @Override
  public void start(float[] partial, int rows) {
    for (int at = 0; at < rows * base.length; at += base.length) {
      System.arraycopy(base, 0, partial, at, base.length);
    }
  }

  @Override
  public void addTrees(float[] partial, int tree, int[] leaves, int count) {
    if (base.length == 1) {
      float sum = partial[0];
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
  public void addRows(float[] partial, int tree, int[] leaves, int rows) {
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

  private void add(float[] partial, int at, int to, int leaf) {
    if (to != Tree.EVERY_OUTPUT) {
      partial[at + to] += values[leaf];
      return;
    }
    for (int i = 0; i < base.length; i++) {
      partial[at + i] += values[leaf + i];
    }
  }

  @Override
  public void finish(float[] partial, int rows, double[] out, int at) {
    for (int i = 0; i < rows * base.length; i++) {
      out[at + i] = divisor == 1 ? partial[i] : partial[i] / divisor;
    }
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}
