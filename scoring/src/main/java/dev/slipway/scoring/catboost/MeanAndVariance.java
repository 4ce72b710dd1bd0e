package dev.slipway.scoring.catboost;

import dev.slipway.scoring.engine.Link;

/// The two scores of RMSEWithUncertainty: a mean, and the logarithm of a standard deviation that becomes a
/// variance.
record MeanAndVariance() implements Link {
  @Override
  public int outputs(int inputs) {
    return inputs;
  }

  @Override
  public void apply(double[] raw, int width, int rows, double[] out) {
    for (int i = 0; i < rows * width; i++) {
      out[i] = i % width == 0 ? raw[i] : Math.exp(2 * raw[i]);
    }
  }
}
