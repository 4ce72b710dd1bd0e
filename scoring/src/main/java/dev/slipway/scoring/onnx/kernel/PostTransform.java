package dev.slipway.scoring.onnx.kernel;

/// What an `ai.onnx.ml` model does with the scores of a row at the end, in float32 as ONNX Runtime does it.
/// `PROBIT` is not here: its approximation loses digits, which differ from one library of functions to the next.
enum PostTransform {
  NONE {
    @Override
    void apply(double[] scores, int at, int count) {}
  },
  LOGISTIC {
    @Override
    void apply(double[] scores, int at, int count) {
      for (int i = at; i < at + count; i++) {
        scores[i] = logistic((float) scores[i]);
      }
    }
  },
  SOFTMAX {
    @Override
    void apply(double[] scores, int at, int count) {
      float greatest = greatest(scores, at, count);
      float sum = 0;
      for (int i = at; i < at + count; i++) {
        scores[i] = exp((float) scores[i] - greatest);
        sum += (float) scores[i];
      }
      for (int i = at; i < at + count; i++) {
        scores[i] = (float) scores[i] / sum;
      }
    }
  },
  /// As softmax, but a score of zero stays one.
  SOFTMAX_ZERO {
    @Override
    void apply(double[] scores, int at, int count) {
      float greatest = greatest(scores, at, count);
      float scale = exp(-greatest);
      float sum = 0;
      for (int i = at; i < at + count; i++) {
        float score = (float) scores[i];
        if (score > NEARLY_ZERO || score < -NEARLY_ZERO) {
          scores[i] = exp(score - greatest);
          sum += (float) scores[i];
        } else {
          scores[i] = score * scale;
        }
      }
      for (int i = at; i < at + count; i++) {
        scores[i] = (float) scores[i] / sum;
      }
    }
  };

  private static final float NEARLY_ZERO = 0.0000001f;

  abstract void apply(double[] scores, int at, int count);

  static float logistic(float score) {
    float v = 1 / (1 + exp(-Math.abs(score)));
    return score < 0 ? 1 - v : v;
  }

  private static float greatest(double[] scores, int at, int count) {
    float greatest = -Float.MAX_VALUE;
    for (int i = at; i < at + count; i++) {
      greatest = (float) scores[i] > greatest ? (float) scores[i] : greatest;
    }
    return greatest;
  }

  private static float exp(float exponent) {
    return (float) Math.exp(exponent);
  }
}
