package dev.slipway.scoring.engine;

import java.util.function.DoubleUnaryOperator;

/// The common links, computed in float64.
public enum DoubleLink implements Link {
  /// One score to the probabilities of two classes: `1 - p` and `p`, with `p` the logistic of the score.
  BINARY_LOGISTIC {
    @Override
    public int outputs(int inputs) {
      return 2;
    }

    @Override
    public boolean widensInPlace() {
      return true;
    }

    @Override
    public void apply(double[] raw, int width, int rows, double[] out) {
      ofTwo(raw, rows, out, DoubleLink::logistic);
    }
  },
  /// The logistic of every score.
  LOGISTIC {
    @Override
    public void apply(double[] raw, int width, int rows, double[] out) {
      for (int i = 0; i < rows * width; i++) {
        out[i] = logistic(raw[i]);
      }
    }
  },
  /// The logistic of every score, divided by the row's sum: one class against the rest.
  NORMALIZED_LOGISTIC {
    @Override
    public void apply(double[] raw, int width, int rows, double[] out) {
      LOGISTIC.apply(raw, width, rows, out);
      normalize(out, width, rows);
    }
  },
  /// `exp(score - greatest)`, divided by the row's sum.
  SOFTMAX {
    @Override
    public void apply(double[] raw, int width, int rows, double[] out) {
      for (int at = 0; at < rows * width; at += width) {
        double greatest = raw[at];
        for (int i = at + 1; i < at + width; i++) {
          greatest = Math.max(greatest, raw[i]);
        }
        double sum = 0;
        for (int i = at; i < at + width; i++) {
          out[i] = Math.exp(raw[i] - greatest);
          sum += out[i];
        }
        for (int i = at; i < at + width; i++) {
          out[i] /= sum;
        }
      }
    }
  },
  /// `exp` of every score: the log link of counts and positive amounts.
  EXP {
    @Override
    public void apply(double[] raw, int width, int rows, double[] out) {
      for (int i = 0; i < rows * width; i++) {
        out[i] = Math.exp(raw[i]);
      }
    }
  };

  @Override
  public int outputs(int inputs) {
    return inputs;
  }

  /// Writes `1 - p` and `p` for each score, the last first, so that `out` may be `raw`.
  ///
  /// @param second the probability `p` of the second class
  public static void ofTwo(double[] raw, int rows, double[] out, DoubleUnaryOperator second) {
    for (int r = rows - 1; r >= 0; r--) {
      double p = second.applyAsDouble(raw[r]);
      out[2 * r] = 1 - p;
      out[2 * r + 1] = p;
    }
  }

  /// Divides each row by its sum; where that is 0, all become equal.
  public static void normalize(double[] out, int width, int rows) {
    for (int at = 0; at < rows * width; at += width) {
      double sum = 0;
      for (int i = at; i < at + width; i++) {
        sum += out[i];
      }
      for (int i = at; i < at + width; i++) {
        out[i] = sum == 0 ? 1.0 / width : out[i] / sum;
      }
    }
  }

  private static double logistic(double score) {
    return 1 / (1 + Math.exp(-score));
  }
}
