package dev.slipway.scoring.linear;

import dev.slipway.scoring.engine.Engine;
import dev.slipway.scoring.sparse.Weights;
import java.util.Arrays;
import java.util.Optional;

/// `weights · row + intercept` for each output, in float64. Put [dev.slipway.scoring.engine.DoubleLink]
/// behind it for logistic or softmax regression.
public final class LinearEngine implements Engine {
  private final int inputs;
  private final double[] weights;
  private final double[] intercepts;

  /// @param weights one array for each output, one weight for each input
  public LinearEngine(double[][] weights, double[] intercepts) {
    this.inputs = weights[0].length;
    this.intercepts = intercepts.clone();
    this.weights = new double[inputs * weights.length];
    if (weights.length != intercepts.length
        || Arrays.stream(weights).anyMatch(w -> w.length != inputs)) {
      throw new IllegalArgumentException(
          "%d rows of weights for %d intercepts".formatted(weights.length, intercepts.length));
    }
    for (int o = 0; o < weights.length; o++) {
      System.arraycopy(weights[o], 0, this.weights, o * inputs, inputs);
    }
  }

  public Weights weights() {
    int outputs = intercepts.length;
    double[] byColumn = new double[weights.length];
    for (int i = 0; i < inputs; i++) {
      for (int o = 0; o < outputs; o++) {
        byColumn[i * outputs + o] = weights[o * inputs + i];
      }
    }
    return new Weights(byColumn, outputs);
  }

  public double[] intercepts() {
    return intercepts.clone();
  }

  @Override
  public int inputs() {
    return inputs;
  }

  @Override
  public int outputs() {
    return intercepts.length;
  }

  @Override
  public Optional<Engine> behindScaler(double[] center, double[] divisor) {
    double[] scaled = new double[weights.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = weights[i] / divisor[i % inputs];
      boolean lost = Math.abs(scaled[i]) < Double.MIN_NORMAL && weights[i] != 0;
      if (lost || !Double.isFinite(scaled[i])) {
        return Optional.empty();
      }
    }
    return Optional.of(new CenteredLinearEngine(center.clone(), scaled, intercepts));
  }

  @Override
  public void score(double[] matrix, int rows, double[] out) {
    int outputs = intercepts.length;
    for (int r = 0; r < rows; r++) {
      for (int o = 0; o < outputs; o++) {
        out[r * outputs + o] = dot(matrix, r * inputs, o * inputs) + intercepts[o];
      }
    }
  }

  /// Four sums side by side, because additions that wait for each other are what would take the time.
  private double dot(double[] x, int row, int from) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i + 3 < inputs; i += 4) {
      a += x[row + i] * weights[from + i];
      b += x[row + i + 1] * weights[from + i + 1];
      c += x[row + i + 2] * weights[from + i + 2];
      d += x[row + i + 3] * weights[from + i + 3];
    }
    for (; i < inputs; i++) {
      a += x[row + i] * weights[from + i];
    }
    return (a + b) + (c + d);
  }
}
