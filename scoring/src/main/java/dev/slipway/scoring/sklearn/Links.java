package dev.slipway.scoring.sklearn;

import dev.slipway.scoring.engine.DoubleLink;
import dev.slipway.scoring.engine.Link;

/// The links that only scikit-learn has, or computes in an order of its own.
enum Links implements Link {
  /// The softmax of `-score` and `score`: a multinomial model of two classes.
  SYMMETRIC_SOFTMAX {
    @Override
    public int outputs(int inputs) {
      return 2;
    }

    @Override
    public void apply(double[] raw, int width, int rows, double[] out) {
      for (int r = 0; r < rows; r++) {
        double away = Math.abs(raw[r]);
        double less = Math.exp(-away - away);
        double sum = 1 + less;
        out[2 * r + (raw[r] > 0 ? 1 : 0)] = 1 / sum;
        out[2 * r + (raw[r] > 0 ? 0 : 1)] = less / sum;
      }
    }
  },
  /// `exp(score - log of the sum of exp)`.
  LOG_SUM_EXP {
    @Override
    public void apply(double[] raw, int width, int rows, double[] out) {
      for (int at = 0; at < rows * width; at += width) {
        double greatest = raw[at];
        for (int i = at + 1; i < at + width; i++) {
          greatest = Math.max(greatest, raw[i]);
        }
        double sum = 0;
        for (int i = at; i < at + width; i++) {
          sum += Math.exp(raw[i] - greatest);
        }
        double log = Math.log(sum) + greatest;
        for (int i = at; i < at + width; i++) {
          out[i] = Math.exp(raw[i] - log);
        }
      }
    }
  },
  /// The logistic of twice the score: boosting with the exponential loss.
  BINARY_EXPONENTIAL {
    @Override
    public int outputs(int inputs) {
      return 2;
    }

    @Override
    public void apply(double[] raw, int width, int rows, double[] out) {
      DoubleLink.ofTwo(raw, rows, out, score -> 1 / (1 + Math.exp(-2 * score)));
    }
  },
  /// The second of two scores less the first.
  SECOND_LESS_FIRST {
    @Override
    public int outputs(int inputs) {
      return 1;
    }

    @Override
    public void apply(double[] raw, int width, int rows, double[] out) {
      for (int r = 0; r < rows; r++) {
        out[r] = raw[2 * r + 1] - raw[2 * r];
      }
    }
  },
  /// `(score + 1) / 2`, held between 0 and 1: the modified Huber loss of two classes.
  BINARY_HUBER {
    @Override
    public int outputs(int inputs) {
      return 2;
    }

    @Override
    public void apply(double[] raw, int width, int rows, double[] out) {
      DoubleLink.ofTwo(raw, rows, out, Links::huber);
    }
  },
  /// The same for more classes, divided by the row's sum; all are equal where all are 0.
  NORMALIZED_HUBER {
    @Override
    public void apply(double[] raw, int width, int rows, double[] out) {
      for (int i = 0; i < rows * width; i++) {
        out[i] = huber(raw[i]);
      }
      DoubleLink.normalize(out, width, rows);
    }
  };

  @Override
  public int outputs(int inputs) {
    return inputs;
  }

  private static double huber(double score) {
    return (Math.min(1, Math.max(-1, score)) + 1) / 2;
  }
}
