package dev.slipway.scoring.sklearn;

import dev.slipway.core.model.Classes;
import dev.slipway.core.model.Output;
import dev.slipway.scoring.column.ColumnOperation;
import dev.slipway.scoring.engine.Engine;
import java.util.Arrays;
import java.util.List;

/// What all predictors need that combine the predictions of others.
final class Ensembles {
  private Ensembles() {}

  /// A member that gives probabilities of all classes.
  static Model probabilities(Estimator member, int classes, Frame in, Reading reading) {
    Model model = Predictors.read(member, in, reading);
    if (!(model.output() instanceof Output.Probabilities) || model.output().width() != classes) {
      throw Refusal.unsupported(
          "an ensemble with %s, which gives no probabilities of all %d classes"
              .formatted(member.name(), classes));
    }
    return model;
  }

  /// A member that predicts one number.
  static Model number(Estimator member, Frame in, Reading reading) {
    Model model = Predictors.read(member, in, reading);
    if (!(model.output() instanceof Output.Values) || model.output().width() != 1) {
      throw Refusal.unsupported("an ensemble with %s is not supported".formatted(member.name()));
    }
    return model;
  }

  /// The probabilities of a member as columns. The first of two is left out: it says nothing that the
  /// second does not.
  static ColumnOperation informative(Model model, Estimator member) {
    return switch (model.output()) {
      case Output.Probabilities(Classes classes, var _) ->
          classes.size() == 2
              ? new Chain(List.of(model.asColumns(), new Pick(new int[] {1}, false)))
              : model.asColumns();
      case Output.Values _, Output.Decision _, Output.Label _ ->
          throw Refusal.unsupported("%s gives no probabilities".formatted(member.name()));
    };
  }

  static double[] equal(int members) {
    double[] weights = new double[members];
    Arrays.fill(weights, 1);
    return weights;
  }

  /// The weighted mean of what the members give.
  static Model average(List<Model> members, double[] weights, Output output) {
    if (members.isEmpty()) {
      throw Refusal.corrupt("an ensemble has no members");
    }
    return new Model(
        Beside.of(members.stream().map(Model::asColumns).toList()),
        new WeightedMean(output.width(), weights),
        output);
  }

  /// The mean of the members' outputs, which stand side by side.
  private record WeightedMean(int outputs, double[] weights) implements Engine {
    @Override
    public int inputs() {
      return outputs * weights.length;
    }

    @Override
    public void score(double[] matrix, int rows, double[] out) {
      double total = Arrays.stream(weights).sum();
      for (int r = 0; r < rows; r++) {
        for (int o = 0; o < outputs; o++) {
          double sum = 0;
          for (int m = 0; m < weights.length; m++) {
            sum += matrix[r * inputs() + m * outputs + o] * weights[m];
          }
          out[r * outputs + o] = sum / total;
        }
      }
    }
  }
}
