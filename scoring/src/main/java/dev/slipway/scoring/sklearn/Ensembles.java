package dev.slipway.scoring.sklearn;

import dev.slipway.core.model.Output;
import dev.slipway.scoring.column.ColumnOperation;
import dev.slipway.scoring.engine.Engine;
import dev.slipway.scoring.pickle.NumpyArray;
import dev.slipway.scoring.pickle.Pickled;
import dev.slipway.scoring.pickle.Pickled.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Predictors that combine the predictions of others.
final class Ensembles {
  private Ensembles() {}

  static Model votingClassifier(Estimator voting, Frame in, Reading reading) {
    if (!voting.text("voting", "hard").equals("soft")) {
      throw voting.unsupported("voting", "'hard'");
    }
    Output output = ClassLabels.probabilities(voting);
    List<Model> members = new ArrayList<>();
    for (Pickled member : voting.list("estimators_")) {
      members.add(probabilities(Estimator.require(member, "a voter"), output.width(), in, reading));
    }
    return average(members, weights(voting, members.size()), output);
  }

  static Model votingRegressor(Estimator voting, Frame in, Reading reading) {
    List<Model> members = new ArrayList<>();
    for (Pickled member : voting.list("estimators_")) {
      members.add(number(Estimator.require(member, "a voter"), in, reading));
    }
    return average(members, weights(voting, members.size()), ClassLabels.values(1));
  }

  static Model baggingClassifier(Estimator bagging, Frame in, Reading reading) {
    Output output = ClassLabels.probabilities(bagging);
    List<Pickled> features = bagging.list("estimators_features_");
    List<Pickled> estimators = bagging.list("estimators_");
    List<Model> members = new ArrayList<>();
    for (int i = 0; i < estimators.size(); i++) {
      members.add(
          probabilities(
              Estimator.require(estimators.get(i), "a member"),
              output.width(),
              subset(in, features, i),
              reading));
    }
    return average(members, equal(members.size()), output);
  }

  static Model baggingRegressor(Estimator bagging, Frame in, Reading reading) {
    List<Pickled> features = bagging.list("estimators_features_");
    List<Pickled> estimators = bagging.list("estimators_");
    List<Model> members = new ArrayList<>();
    for (int i = 0; i < estimators.size(); i++) {
      members.add(
          number(
              Estimator.require(estimators.get(i), "a member"), subset(in, features, i), reading));
    }
    return average(members, equal(members.size()), ClassLabels.values(1));
  }

  static Model stacked(Estimator stacking, Frame in, Reading reading) {
    List<Pickled> methods = stacking.list("stack_method_");
    List<Pickled> estimators = stacking.list("estimators_");
    List<ColumnOperation> columns = new ArrayList<>();
    for (int i = 0; i < estimators.size() && i < methods.size(); i++) {
      Estimator member = Estimator.require(estimators.get(i), "a member");
      Model model = Predictors.read(member, in, reading);
      String method = methods.get(i) instanceof Text(String text) ? text : "";
      boolean binary =
          model.output() instanceof Output.Probabilities && model.output().width() == 2;
      boolean fits =
          switch (model.output()) {
            case Output.Probabilities _ -> method.equals("predict_proba");
            case Output.Values _ -> method.equals("predict");
            case Output.Decision _ -> method.equals("decision_function");
            case Output.Label _ -> false;
          };
      if (!fits) {
        throw stacking.unsupported("stack_method", method + " of " + member.name());
      }
      // The first of two probabilities says nothing that the second does not.
      columns.add(
          binary
              ? new Chain(List.of(model.asColumns(), new Pick(new int[] {1}, false)))
              : model.asColumns());
    }
    Frame out = Frame.complete(columns.stream().mapToInt(ColumnOperation::width).sum());
    ColumnOperation all = Beside.of(columns);
    if (stacking.flag("passthrough", false)) {
      all = Beside.of(List.of(all, new Pick(in.positions(), false)));
      out = Frame.concat(List.of(out, in));
    }
    Model last = Predictors.read(stacking.child("final_estimator_"), out, reading);
    return last.after(all);
  }

  private static Frame subset(Frame in, List<Pickled> features, int member) {
    NumpyArray columns = member < features.size() ? NumpyArray.of(features.get(member)) : null;
    return columns == null ? in : in.select(columns.ints());
  }

  static Model probabilities(Estimator member, int classes, Frame in, Reading reading) {
    Model model = Predictors.read(member, in, reading);
    if (!(model.output() instanceof Output.Probabilities) || model.output().width() != classes) {
      throw Refusal.unsupported(
          "an ensemble with %s, which gives no probabilities of all %d classes"
              .formatted(member.name(), classes));
    }
    return model;
  }

  private static Model number(Estimator member, Frame in, Reading reading) {
    Model model = Predictors.read(member, in, reading);
    if (!(model.output() instanceof Output.Values) || model.output().width() != 1) {
      throw Refusal.unsupported("an ensemble with %s is not supported".formatted(member.name()));
    }
    return model;
  }

  private static double[] weights(Estimator voting, int members) {
    double[] weights = equal(members);
    if (!voting.has("weights")) {
      return weights;
    }
    int used = 0;
    List<Pickled> given = voting.list("weights");
    List<Pickled> declared = voting.list("estimators");
    for (int i = 0; i < given.size() && i < declared.size(); i++) {
      boolean dropped =
          Composition.second(declared.get(i)) instanceof Text(String word) && word.equals("drop");
      Double weight = Scalars.number(given.get(i));
      if (!dropped && weight != null && used < members) {
        weights[used++] = weight;
      }
    }
    return weights;
  }

  private static double[] equal(int members) {
    double[] weights = new double[members];
    Arrays.fill(weights, 1);
    return weights;
  }

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
