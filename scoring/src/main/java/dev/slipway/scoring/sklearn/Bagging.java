package dev.slipway.scoring.sklearn;

import dev.slipway.core.model.Classes;
import dev.slipway.core.model.Output;
import dev.slipway.core.model.Rows;
import dev.slipway.scoring.column.ColumnOperation;
import dev.slipway.scoring.pickle.NumpyArray;
import dev.slipway.scoring.pickle.Pickled;
import java.util.ArrayList;
import java.util.List;

/// One kind of predictor fitted on many samples of the rows and columns.
final class Bagging {
  private Bagging() {}

  static Model classifier(Estimator bagging, Frame in, Reading reading) {
    Classes classes = ClassLabels.of(bagging);
    List<Pickled> features = bagging.list("estimators_features_");
    List<Pickled> estimators = bagging.list("estimators_");
    List<Model> shares = new ArrayList<>();
    List<Model> decisions = new ArrayList<>();
    for (int i = 0; i < estimators.size(); i++) {
      Estimator member = Estimator.require(estimators.get(i), "a member");
      Model model = Predictors.read(member, subset(in, features, i), reading);
      shares.add(share(model, member, classes));
      if (model.decided() instanceof Model decision
          && decision.classes().size() == classes.size()) {
        decisions.add(decision);
      }
    }
    Model mean =
        Ensembles.average(
            shares, Ensembles.equal(shares.size()), new Output.Probabilities(classes));
    if (decisions.size() < shares.size()) {
      return mean;
    }
    // Members that vote have a decision function all the same, but the votes decide.
    return mean.deciding(
            Ensembles.average(
                decisions, Ensembles.equal(decisions.size()), new Output.Decision(classes)))
        .choosing(mean.chosen());
  }

  static Model regressor(Estimator bagging, Frame in, Reading reading) {
    List<Pickled> features = bagging.list("estimators_features_");
    List<Pickled> estimators = bagging.list("estimators_");
    List<Model> members = new ArrayList<>();
    for (int i = 0; i < estimators.size(); i++) {
      members.add(
          Ensembles.number(
              Estimator.require(estimators.get(i), "a member"), subset(in, features, i), reading));
    }
    return Ensembles.average(members, Ensembles.equal(members.size()), ClassLabels.values(1));
  }

  private static Frame subset(Frame in, List<Pickled> features, int member) {
    NumpyArray columns = member < features.size() ? NumpyArray.of(features.get(member)) : null;
    return columns == null ? in : in.select(columns.ints());
  }

  /// A member's probabilities, or 1 for the class that it chooses, at the places of the classes that it
  /// saw. Members are fitted on the numbers of the classes, so their labels are places.
  private static Model share(Model model, Estimator member, Classes classes) {
    boolean whole = model.output() instanceof Output.Probabilities;
    Classes seen = model.classes();
    if (whole && seen.size() == classes.size()) {
      return model;
    }
    int[] places = new int[seen.size()];
    for (int i = 0; i < places.length; i++) {
      places[i] = place(seen.label(i), classes.size(), member);
    }
    Model scores = whole ? model : model.chosen();
    return new Model(
        new Placed(scores.asColumns(), places, classes.size(), whole),
        new Unchanged(classes.size()),
        new Output.Probabilities(classes));
  }

  private static int place(String label, int classes, Estimator member) {
    for (int i = 0; i < classes; i++) {
      if (label.equals(String.valueOf(i)) || label.equals(i + ".0")) {
        return i;
      }
    }
    throw Refusal.corrupt("%s predicts class %s of %d".formatted(member.name(), label, classes));
  }

  /// Shares, or one class, written to the places of the classes.
  private record Placed(ColumnOperation scores, int[] places, int width, boolean shares)
      implements ColumnOperation {
    @Override
    public void apply(Rows in, Rows out, int at) {
      Rows found = Chain.run(scores, in);
      for (int r = 0; r < in.size(); r++) {
        for (int c = 0; c < width; c++) {
          out.number(r, at + c, 0);
        }
        for (int i = 0; shares && i < places.length; i++) {
          out.number(r, at + places[i], found.number(r, i));
        }
        if (!shares) {
          out.number(r, at + places[(int) found.number(r, 0)], 1);
        }
      }
    }
  }
}
