package dev.slipway.scoring.sklearn;

import dev.slipway.core.model.Output;
import dev.slipway.scoring.engine.Engine;

/// Predictors that ignore their columns.
final class Dummies {
  private Dummies() {}

  static Model classifier(Estimator model, Frame in, Reading reading) {
    Output output = ClassLabels.probabilities(model);
    double[] prior = model.doubles("class_prior_", output.width(), reading);
    String strategy = model.text("strategy", "prior");
    double[] answer =
        switch (strategy) {
          case "prior" -> prior;
          case "most_frequent" -> {
            double[] one = new double[prior.length];
            int best = 0;
            for (int i = 1; i < prior.length; i++) {
              best = prior[i] > prior[best] ? i : best;
            }
            one[best] = 1;
            yield one;
          }
          default -> throw model.unsupported("strategy", strategy);
        };
    return Model.on(in, new Fixed(in.width(), answer), output);
  }

  static Model regressor(Estimator model, Frame in, Reading reading) {
    double[] answer = model.doubles("constant_", reading);
    return Model.on(in, new Fixed(in.width(), answer), ClassLabels.values(answer.length));
  }

  private record Fixed(int inputs, double[] answer) implements Engine {
    @Override
    public int outputs() {
      return answer.length;
    }

    @Override
    public void score(double[] matrix, int rows, double[] out) {
      for (int r = 0; r < rows; r++) {
        System.arraycopy(answer, 0, out, r * answer.length, answer.length);
      }
    }
  }
}
