package dev.slipway.scoring.sklearn;

import dev.slipway.core.model.Classes;
import dev.slipway.core.model.Output;
import dev.slipway.scoring.engine.Engine;
import dev.slipway.scoring.pickle.Pickled;
import dev.slipway.scoring.pickle.Pickled.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Different predictors of one target: the mean of their numbers or probabilities, or the class that most
/// of them choose.
final class Voting {
  private Voting() {}

  static Model classifier(Estimator voting, Frame in, Reading reading) {
    Classes classes = ClassLabels.of(voting);
    boolean soft = voting.text("voting", "hard").equals("soft");
    List<Model> members = new ArrayList<>();
    for (Pickled entry : voting.list("estimators_")) {
      Estimator member = Estimator.require(entry, "a voter");
      if (soft) {
        members.add(Ensembles.probabilities(member, classes.size(), in, reading));
        continue;
      }
      Model voter = Predictors.read(member, in, reading);
      if (voter.classes().size() != classes.size()) {
        throw Refusal.unsupported(
            "a vote of %s, which saw %d of %d classes, is not supported"
                .formatted(member.name(), voter.classes().size(), classes.size()));
      }
      members.add(voter.chosen());
    }
    double[] weights = weights(voting, members.size());
    if (soft) {
      return Ensembles.average(members, weights, new Output.Probabilities(classes));
    }
    return votes(members, weights, classes);
  }

  static Model regressor(Estimator voting, Frame in, Reading reading) {
    List<Model> members = new ArrayList<>();
    for (Pickled member : voting.list("estimators_")) {
      members.add(Ensembles.number(Estimator.require(member, "a voter"), in, reading));
    }
    return Ensembles.average(members, weights(voting, members.size()), ClassLabels.values(1));
  }

  /// The votes for each class; of two classes, those for the second less those for the first.
  private static Model votes(List<Model> members, double[] weights, Classes classes) {
    if (members.isEmpty()) {
      throw Refusal.corrupt("a vote has no voters");
    }
    return new Model(
        Beside.of(members.stream().map(Model::asColumns).toList()),
        new Votes(weights, classes.size()),
        new Output.Decision(classes));
  }

  /// A weight for each voter that was not dropped.
  private static double[] weights(Estimator voting, int members) {
    double[] weights = Ensembles.equal(members);
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

  private record Votes(double[] weights, int classes) implements Engine {
    @Override
    public int inputs() {
      return weights.length;
    }

    @Override
    public int outputs() {
      return classes == 2 ? 1 : classes;
    }

    @Override
    public void score(double[] matrix, int rows, double[] out) {
      double[] votes = new double[classes];
      for (int r = 0; r < rows; r++) {
        Arrays.fill(votes, 0);
        for (int m = 0; m < weights.length; m++) {
          votes[(int) matrix[r * weights.length + m]] += weights[m];
        }
        if (classes == 2) {
          out[r] = votes[1] - votes[0];
        } else {
          System.arraycopy(votes, 0, out, r * classes, classes);
        }
      }
    }
  }
}
