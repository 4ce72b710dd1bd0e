package dev.slipway.scoring.linear;

import dev.slipway.scoring.engine.Engine;

/// `weights · (row - center) + intercept` for each output: a scaler and a linear model in one pass, without
/// a copy of the row.
///
/// The division by the scale is inside the weights. The subtraction is not, because `weights · center` may
/// be far larger than the sum, and would take its digits away.
final class CenteredLinearEngine implements Engine {
  private final double[] center;
  private final double[] weights;
  private final double[] intercepts;

  /// @param weights one for each input, for one output after the other
  CenteredLinearEngine(double[] center, double[] weights, double[] intercepts) {
    this.center = center;
    this.weights = weights;
    this.intercepts = intercepts;
  }

  @Override
  public int inputs() {
    return center.length;
  }

  @Override
  public int outputs() {
    return intercepts.length;
  }

  @Override
  public void score(double[] matrix, int rows, double[] out) {
    int outputs = intercepts.length;
    for (int r = 0; r < rows; r++) {
      for (int o = 0; o < outputs; o++) {
        out[r * outputs + o] = dot(matrix, r * center.length, o * center.length) + intercepts[o];
      }
    }
  }

  /// Four sums side by side, as in [LinearEngine].
  private double dot(double[] x, int row, int from) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i + 3 < center.length; i += 4) {
      a += (x[row + i] - center[i]) * weights[from + i];
      b += (x[row + i + 1] - center[i + 1]) * weights[from + i + 1];
      c += (x[row + i + 2] - center[i + 2]) * weights[from + i + 2];
      d += (x[row + i + 3] - center[i + 3]) * weights[from + i + 3];
    }
    for (; i < center.length; i++) {
      a += (x[row + i] - center[i]) * weights[from + i];
    }
    return (a + b) + (c + d);
  }
}
