package dev.slipway.scoring.xgboost;

import dev.slipway.scoring.engine.Engine;

/// XGBoost's linear booster: float32 sums, and features that are missing add nothing.
///
/// @param weights `weights[feature * groups + group]`, with the biases as a last feature
record GblinearEngine(int inputs, int outputs, float[] weights, float[] base) implements Engine {
  @Override
  public void score(double[] matrix, int rows, double[] out) {
    for (int r = 0; r < rows; r++) {
      for (int group = 0; group < outputs; group++) {
        float sum = weights[inputs * outputs + group] + base[group];
        for (int f = 0; f < inputs; f++) {
          float value = (float) matrix[r * inputs + f];
          if (!Float.isNaN(value)) {
            sum += value * weights[f * outputs + group];
          }
        }
        out[r * outputs + group] = sum;
      }
    }
  }
}
