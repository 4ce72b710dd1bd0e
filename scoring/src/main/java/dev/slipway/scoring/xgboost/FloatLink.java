package dev.slipway.scoring.xgboost;

import dev.slipway.scoring.engine.Link;

/// XGBoost's links, computed in float32 like there.
enum FloatLink implements Link {
  IDENTITY {
    @Override
    void row(double[] raw, int from, int width, double[] out, int to) {}
  },
  LOGISTIC {
    @Override
    void row(double[] raw, int from, int width, double[] out, int to) {
      for (int i = 0; i < width; i++) {
        out[to + i] = logistic((float) raw[from + i]);
      }
    }
  },
  /// The logistic of the one score, behind its complement.
  BINARY_LOGISTIC {
    @Override
    public int outputs(int inputs) {
      return 2;
    }

    @Override
    void row(double[] raw, int from, int width, double[] out, int to) {
      float p = logistic((float) raw[from]);
      out[to] = 1f - p;
      out[to + 1] = p;
    }
  },
  SOFTMAX {
    @Override
    void row(double[] raw, int from, int width, double[] out, int to) {
      float greatest = (float) raw[from];
      for (int i = 1; i < width; i++) {
        greatest = Math.max(greatest, (float) raw[from + i]);
      }
      double sum = 0;
      for (int i = 0; i < width; i++) {
        out[to + i] = exp((float) raw[from + i] - greatest);
        sum += out[to + i];
      }
      for (int i = 0; i < width; i++) {
        out[to + i] = (float) out[to + i] / (float) sum;
      }
    }
  },
  EXP {
    @Override
    void row(double[] raw, int from, int width, double[] out, int to) {
      for (int i = 0; i < width; i++) {
        out[to + i] = exp((float) raw[from + i]);
      }
    }
  },
  /// 1 where the score is positive, else 0.
  POSITIVE {
    @Override
    void row(double[] raw, int from, int width, double[] out, int to) {
      out[to] = raw[from] > 0 ? 1 : 0;
    }
  };

  @Override
  public boolean widensInPlace() {
    return true;
  }

  abstract void row(double[] raw, int from, int width, double[] out, int to);

  @Override
  public int outputs(int inputs) {
    return inputs;
  }

  @Override
  public void apply(double[] raw, int width, int rows, double[] out) {
    int outputs = outputs(width);
    for (int r = rows - 1; r >= 0; r--) {
      row(raw, r * width, width, out, r * outputs);
    }
  }

  private static float logistic(float score) {
    float denominator = exp(Math.min(-score, 88.7f)) + 1f + 1e-16f;
    return 1f / denominator;
  }

  private static float exp(float exponent) {
    return (float) Math.exp(exponent);
  }
}
