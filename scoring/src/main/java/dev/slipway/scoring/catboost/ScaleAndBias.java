package dev.slipway.scoring.catboost;

import dev.slipway.scoring.engine.Link;

/// `sum * scale + bias`, as CatBoost applies it behind the sum of all trees.
record ScaleAndBias(double scale, double[] bias) implements Link {
  @Override
  public int outputs(int inputs) {
    return inputs;
  }

  @Override
  public void apply(double[] raw, int width, int rows, double[] out) {
    for (int i = 0; i < rows * width; i++) {
      out[i] = raw[i] * scale + bias[i % width];
    }
  }
}
