package dev.slipway.scoring.sklearn;

import dev.slipway.core.model.Classes;
import dev.slipway.core.model.Output;
import dev.slipway.scoring.column.ColumnOperation;
import dev.slipway.scoring.engine.DoubleLink;
import dev.slipway.scoring.engine.Engine;
import dev.slipway.scoring.engine.Link;
import dev.slipway.scoring.tree.Forest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// AdaBoost: weak models that vote with weights, as discrete or real SAMME (Zhu, Zou, Rosset and Hastie,
/// 2009) and as AdaBoost.R2 (Drucker, 1997).
final class AdaptiveBoosting {
  private AdaptiveBoosting() {}

  static Model classifier(Estimator model, Frame in, Reading reading) {
    Classes classes = ClassLabels.of(model);
    int count = classes.size();
    if (count < 2) {
      throw model.unsupported("classes", classes.label(0) + " alone");
    }
    List<Estimator> members = members(model);
    boolean real = model.text("algorithm", "SAMME").equals("SAMME.R");
    double[] weights = weights(model, members.size(), reading);
    // From 1.3.1 on a vote also counts against the other classes.
    double against = model.isSince(1, 3, 1) ? -1.0 / (count - 1) : 0;
    Ballot ballot = real ? Ballot.real(count) : Ballot.discrete(count, weights, against);
    double total = Arrays.stream(model.doubles("estimator_weights_", reading)).sum();
    Model scores =
        members.stream().allMatch(AdaptiveBoosting::isTree)
            ? forest(members, ballot, real, total, classes, in, reading)
            : mixed(members, ballot, real, total, classes, in, reading);
    return probabilities(scores, classes);
  }

  static Model regressor(Estimator model, Frame in, Reading reading) {
    List<Estimator> members = members(model);
    double[] weights = weights(model, members.size(), reading);
    Link median = new WeightedMedian(weights);
    if (members.stream().allMatch(AdaptiveBoosting::isTree)) {
      Forest.Builder forest = Forest.builder(in.width(), members.size());
      for (int m = 0; m < members.size(); m++) {
        TreeArrays arrays = TreeArrays.of(members.get(m), reading);
        forest.add(arrays.addend(m, 1));
        arrays.requireIn(in, reading);
      }
      return Model.on(in, forest.build().compile().then(median), ClassLabels.values(1));
    }
    List<ColumnOperation> columns = new ArrayList<>();
    for (Estimator member : members) {
      columns.add(Ensembles.number(member, in, reading).asColumns());
    }
    return new Model(
        Beside.of(columns), new Unchanged(columns.size()).then(median), ClassLabels.values(1));
  }

  private static List<Estimator> members(Estimator model) {
    return model.list("estimators_").stream()
        .map(m -> Estimator.require(m, "a weak model"))
        .toList();
  }

  private static boolean isTree(Estimator member) {
    return member.key().startsWith("tree.");
  }

  /// Trees, whose leaves hold their ballots.
  private static Model forest(
      List<Estimator> members,
      Ballot ballot,
      boolean real,
      double total,
      Classes classes,
      Frame in,
      Reading reading) {
    Forest.Builder forest = Forest.builder(in.width(), classes.size()).divisor(total);
    for (int m = 0; m < members.size(); m++) {
      requireSame(members.get(m), ClassLabels.of(members.get(m)), classes);
      int member = m;
      TreeArrays arrays = TreeArrays.of(members.get(m), reading);
      forest.add(
          arrays.classifier(
              classes.size(),
              shares -> ballot.of(real ? shares : new double[] {greatest(shares)}, 0, member)));
      arrays.requireIn(in, reading);
    }
    return Model.on(in, forest.build().compile(), new Output.Probabilities(classes));
  }

  /// Any classifiers, whose answers stand side by side.
  private static Model mixed(
      List<Estimator> members,
      Ballot ballot,
      boolean real,
      double total,
      Classes classes,
      Frame in,
      Reading reading) {
    List<ColumnOperation> columns = new ArrayList<>();
    for (Estimator weak : members) {
      if (real) {
        columns.add(Ensembles.probabilities(weak, classes.size(), in, reading).asColumns());
        continue;
      }
      Model compiled = Predictors.read(weak, in, reading);
      requireSame(weak, compiled.classes(), classes);
      columns.add(compiled.chosen().asColumns());
    }
    return new Model(
        Beside.of(columns),
        new Votes(classes.size(), members.size(), real ? classes.size() : 1, ballot, total),
        new Output.Probabilities(classes));
  }

  private static Model probabilities(Model scores, Classes classes) {
    int count = classes.size();
    Engine decision = count == 2 ? scores.engine().then(Links.SECOND_LESS_FIRST) : scores.engine();
    Engine probabilities =
        count == 2
            ? decision.then(new Divided(2)).then(Links.SYMMETRIC_SOFTMAX)
            : decision.then(new Divided(count - 1)).then(DoubleLink.SOFTMAX);
    return new Model(scores.columns(), probabilities, new Output.Probabilities(classes))
        .deciding(new Model(scores.columns(), decision, new Output.Decision(classes)));
  }

  private static void requireSame(Estimator weak, Classes seen, Classes classes) {
    if (!seen.equals(classes)) {
      throw Refusal.unsupported(
          "AdaBoost with %s, which saw other classes, is not supported".formatted(weak.name()));
    }
  }

  private static int greatest(double[] shares) {
    int best = 0;
    for (int i = 1; i < shares.length; i++) {
      best = shares[i] > shares[best] ? i : best;
    }
    return best;
  }

  private static double[] weights(Estimator model, int members, Reading reading) {
    double[] weights = model.doubles("estimator_weights_", reading);
    if (members == 0 || weights.length < members) {
      throw Refusal.corrupt(
          "%s has %d weights for %d members".formatted(model.name(), weights.length, members));
    }
    return Arrays.copyOf(weights, members);
  }

  /// What one member's answer adds to the score of each class.
  private interface Ballot {
    /// The least probability that has a logarithm: the spacing of float64 at 1.
    double LEAST = Math.ulp(1.0);

    /// @param at where the member's answer starts
    double[] of(double[] answers, int at, int member);

    /// SAMME.R: the member's log probabilities, centered.
    static Ballot real(int classes) {
      return (shares, at, member) -> {
        double[] scores = new double[classes];
        double sum = 0;
        for (int c = 0; c < classes; c++) {
          scores[c] = Math.log(Math.max(shares[at + c], LEAST));
          sum += scores[c];
        }
        for (int c = 0; c < classes; c++) {
          scores[c] = (classes - 1) * (scores[c] - 1.0 / classes * sum);
        }
        return scores;
      };
    }

    /// SAMME: the member's weight for the class that it chooses, and `against` times it for the others.
    static Ballot discrete(int classes, double[] weights, double against) {
      return (chosen, at, member) -> {
        double[] scores = new double[classes];
        Arrays.fill(scores, against * weights[member]);
        scores[(int) chosen[at]] = weights[member];
        return scores;
      };
    }
  }

  /// The ballots of all members, added and divided by `total`.
  private record Votes(int outputs, int members, int columns, Ballot ballot, double total)
      implements Engine {
    @Override
    public int inputs() {
      return members * columns;
    }

    @Override
    public void score(double[] matrix, int rows, double[] out) {
      for (int r = 0; r < rows; r++) {
        Arrays.fill(out, r * outputs, (r + 1) * outputs, 0);
        for (int m = 0; m < members; m++) {
          double[] scores = ballot.of(matrix, (r * members + m) * columns, m);
          for (int c = 0; c < outputs; c++) {
            out[r * outputs + c] += scores[c];
          }
        }
        for (int c = 0; c < outputs; c++) {
          out[r * outputs + c] /= total;
        }
      }
    }
  }

  private record Divided(double by) implements Link {
    @Override
    public int outputs(int inputs) {
      return inputs;
    }

    @Override
    public void apply(double[] raw, int width, int rows, double[] out) {
      for (int i = 0; i < rows * width; i++) {
        out[i] = raw[i] / by;
      }
    }
  }

  /// The smallest prediction that, with all smaller ones, has half of the weight.
  private record WeightedMedian(double[] weights) implements Link {
    @Override
    public int outputs(int inputs) {
      return 1;
    }

    @Override
    public void apply(double[] raw, int width, int rows, double[] out) {
      Integer[] order = new Integer[width];
      double[] upTo = new double[width];
      for (int r = 0; r < rows; r++) {
        int row = r * width;
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Double.compare(raw[row + a], raw[row + b]));
        double sum = 0;
        for (int i = 0; i < width; i++) {
          sum += weights[order[i]];
          upTo[i] = sum;
        }
        int median = 0;
        while (median < width - 1 && upTo[median] < 0.5 * sum) {
          median++;
        }
        out[r] = raw[row + order[median]];
      }
    }
  }
}
