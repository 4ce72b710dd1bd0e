package dev.slipway.scoring.sklearn;

import dev.slipway.core.model.Classes;
import dev.slipway.core.model.Output;
import dev.slipway.core.table.ColumnType;
import dev.slipway.scoring.column.ColumnOperation;
import dev.slipway.scoring.engine.Engine;
import dev.slipway.scoring.engine.Link;
import dev.slipway.scoring.pickle.Pickled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Many classes by models of two: one class against the rest, or against each other class.
final class OneAgainst {
  private OneAgainst() {}

  static Model rest(Estimator model, Frame in, Reading reading) {
    Estimator binarizer = model.child("label_binarizer_");
    if (binarizer.text("y_type_", "multiclass").startsWith("multilabel")) {
      throw Refusal.unsupported(
          "%s with several labels for a row is not supported".formatted(model.name()));
    }
    Classes classes = ClassLabels.of(binarizer);
    int expected = classes.size() == 2 ? 1 : classes.size();
    List<ColumnOperation> shares = new ArrayList<>();
    List<ColumnOperation> decisions = new ArrayList<>();
    for (Pickled entry : model.list("estimators_")) {
      Estimator member = Estimator.require(entry, "a member");
      Model binary = binary(member, in, reading);
      if (binary.output() instanceof Output.Probabilities) {
        shares.add(Ensembles.informative(binary, member));
      }
      if (binary.decided() instanceof Model decision) {
        decisions.add(decision.asColumns());
      }
    }
    Model decision =
        decisions.size() == expected
            ? new Model(Beside.of(decisions), new Unchanged(expected), new Output.Decision(classes))
            : null;
    if (decision != null && expected > 1) {
      decision = decision.choosing(lastGreatest(decision, classes));
    }
    if (shares.size() != expected) {
      if (decision == null) {
        throw Refusal.unsupported(
            "%s with members that give neither all probabilities nor all decisions"
                .formatted(model.name()));
      }
      return decision;
    }
    Model probabilities =
        new Model(
            Beside.of(shares),
            new Unchanged(expected).then(new Shares(classes.size())),
            new Output.Probabilities(classes));
    if (expected == 1) {
      return probabilities.deciding(decision);
    }
    Model scores = new Model(Beside.of(shares), new Unchanged(expected), probabilities.output());
    return probabilities
        .deciding(decision)
        .choosing(decision == null ? lastGreatest(scores, classes) : decision.chosen());
  }

  static Model other(Estimator model, Frame in, Reading reading) {
    Classes classes = ClassLabels.of(model);
    if (model.has("pairwise_indices_")) {
      throw model.unsupported("pairwise_indices_", "a precomputed kernel");
    }
    List<ColumnOperation> chosen = new ArrayList<>();
    List<ColumnOperation> scores = new ArrayList<>();
    for (Pickled entry : model.list("estimators_")) {
      Estimator member = Estimator.require(entry, "a member");
      Model binary = binary(member, in, reading);
      Model decision = binary.decided();
      if (decision == null && classes.size() == 2) {
        throw Refusal.unsupported(
            "%s of two classes with %s is not supported".formatted(model.name(), member.name()));
      }
      chosen.add(binary.chosen().asColumns());
      scores.add(decision == null ? Ensembles.informative(binary, member) : decision.asColumns());
    }
    if (chosen.size() != classes.size() * (classes.size() - 1) / 2) {
      throw Refusal.corrupt(
          "%s has %d members for %d classes"
              .formatted(model.name(), chosen.size(), classes.size()));
    }
    List<ColumnOperation> all = new ArrayList<>(chosen);
    all.addAll(scores);
    return new Model(
        Beside.of(all), new Duels(classes.size(), chosen.size()), new Output.Decision(classes));
  }

  /// What stands in for a member whose class all rows, or none, had.
  static Model constant(Estimator model, Frame in, Reading reading) {
    double[] answer = model.doubles("y_", 1, reading);
    Classes classes = new Classes(List.of("0", "1"), ColumnType.INTEGER);
    double[] shares = {1 - answer[0], answer[0]};
    return Dummies.fixed(in, shares, new Output.Probabilities(classes))
        .deciding(Dummies.fixed(in, answer, new Output.Decision(classes)));
  }

  /// A member of two classes, or one that knows a single answer.
  private static Model binary(Estimator member, Frame in, Reading reading) {
    Model model = Predictors.read(member, in, reading);
    if (model.classes().size() != 2) {
      throw Refusal.unsupported(
          "%s, which predicts %d classes where two belong, is not supported"
              .formatted(member.name(), model.classes().size()));
    }
    return model;
  }

  /// Among equal scores scikit-learn's comparison of a class with the rest takes the last.
  private static Model lastGreatest(Model scores, Classes classes) {
    return new Model(
        scores.columns(), scores.engine().then(new LastGreatest()), new Output.Label(classes));
  }

  private record LastGreatest() implements Link {
    @Override
    public int outputs(int inputs) {
      return 1;
    }

    @Override
    public void apply(double[] raw, int width, int rows, double[] out) {
      for (int r = 0; r < rows; r++) {
        int best = 0;
        for (int i = 1; i < width; i++) {
          best = raw[r * width + i] >= raw[r * width + best] ? i : best;
        }
        out[r] = best;
      }
    }
  }

  /// Probabilities of each class against the rest, divided by their sum; of two classes, the second one's
  /// and what is left of 1.
  private record Shares(int classes) implements Link {
    @Override
    public int outputs(int inputs) {
      return classes;
    }

    @Override
    public void apply(double[] raw, int width, int rows, double[] out) {
      for (int r = 0; r < rows; r++) {
        if (classes == 2) {
          out[2 * r] = 1 - raw[r];
          out[2 * r + 1] = raw[r];
          continue;
        }
        double sum = 0;
        for (int c = 0; c < classes; c++) {
          sum += raw[r * classes + c];
        }
        for (int c = 0; c < classes; c++) {
          out[r * classes + c] = raw[r * classes + c] / sum;
        }
      }
    }
  }

  /// The duels that each class wins, and between equals the sum of its scores, squeezed to less than a
  /// third. First come the winners of all pairs, then their scores.
  private record Duels(int classes, int pairs) implements Engine {
    @Override
    public int inputs() {
      return 2 * pairs;
    }

    @Override
    public int outputs() {
      return classes == 2 ? 1 : classes;
    }

    @Override
    public void score(double[] matrix, int rows, double[] out) {
      double[] votes = new double[classes];
      double[] sums = new double[classes];
      for (int r = 0; r < rows; r++) {
        Arrays.fill(votes, 0);
        Arrays.fill(sums, 0);
        int at = r * 2 * pairs;
        for (int i = 0; i < classes; i++) {
          for (int j = i + 1; j < classes; j++) {
            votes[matrix[at] == 0 ? i : j]++;
            sums[i] -= matrix[at + pairs];
            sums[j] += matrix[at + pairs];
            at++;
          }
        }
        for (int c = classes == 2 ? 1 : 0; c < classes; c++) {
          double score = votes[c] + sums[c] / (3 * (Math.abs(sums[c]) + 1));
          out[classes == 2 ? r : r * classes + c] = score;
        }
      }
    }
  }
}
