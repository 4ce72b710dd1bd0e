package dev.slipway.scoring.sklearn;

import dev.slipway.core.model.Classes;
import dev.slipway.core.model.Output;
import dev.slipway.scoring.engine.Engine;
import dev.slipway.scoring.pickle.NumpyArray;

/// Predictors that ignore their columns.
final class Dummies {
  private Dummies() {}

  static Model classifier(Estimator model, Frame in, Reading reading) {
    double[] shares = shares(model, reading);
    return fixed(in, shares, ClassLabels.probabilities(model));
  }

  static Model regressor(Estimator model, Frame in, Reading reading) {
    double[] answer = model.doubles("constant_", reading);
    return fixed(in, answer, ClassLabels.values(answer.length));
  }

  /// The same answer for every row.
  static Model fixed(Frame in, double[] answer, Output output) {
    return Model.on(in, new Fixed(in.width(), answer), output);
  }

  /// The probability of each class, the same for every row.
  static double[] shares(Estimator model, Reading reading) {
    Classes classes = ClassLabels.of(model);
    double[] prior = model.doubles("class_prior_", classes.size(), reading);
    String strategy = model.text("strategy", "prior");
    return switch (strategy) {
      case "prior" -> prior;
      case "most_frequent" -> {
        int best = 0;
        for (int i = 1; i < prior.length; i++) {
          best = prior[i] > prior[best] ? i : best;
        }
        yield certain(best, prior.length);
      }
      case "constant" -> certain(constant(model, classes), prior.length);
      case "stratified", "uniform" ->
          throw model.unsupported(
              "strategy", strategy + ", which draws its predictions at random,");
      default -> throw model.unsupported("strategy", strategy);
    };
  }

  private static int constant(Estimator model, Classes classes) {
    String label = label(model);
    for (int i = 0; i < classes.size(); i++) {
      if (classes.label(i).equals(label) || classes.label(i).equals(label + ".0")) {
        return i;
      }
    }
    throw model.unsupported("constant", label + ", which is no class of it,");
  }

  private static String label(Estimator model) {
    NumpyArray array = NumpyArray.of(model.get("constant"));
    String text = array == null ? Scalars.text(model.get("constant")) : array.text(0);
    if (text != null) {
      return text;
    }
    double number = model.number("constant");
    return number == (long) number ? String.valueOf((long) number) : String.valueOf(number);
  }

  private static double[] certain(int index, int classes) {
    double[] one = new double[classes];
    one[index] = 1;
    return one;
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
