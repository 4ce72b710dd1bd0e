package dev.slipway.scoring.sklearn;

import dev.slipway.core.model.Classes;
import dev.slipway.core.model.Output;
import dev.slipway.scoring.column.ColumnOperation;
import dev.slipway.scoring.engine.DoubleLink;
import dev.slipway.scoring.engine.Engine;
import dev.slipway.scoring.engine.Link;
import dev.slipway.scoring.pickle.Pickled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// AdaBoost: weak models that vote with weights, as discrete or real SAMME (Zhu, Zou, Rosset and Hastie,
/// 2009) and as AdaBoost.R2 (Drucker, 1997).
final class AdaptiveBoosting {
  private AdaptiveBoosting() {}

  static Model classifier(Estimator model, Frame in, Reading reading) {
    Classes classes = ClassLabels.of(model);
    String algorithm = model.text("algorithm", "SAMME");
    boolean real = algorithm.equals("SAMME.R");
    List<ColumnOperation> columns = new ArrayList<>();
    for (Pickled member : model.list("estimators_")) {
      Estimator weak = Estimator.require(member, "a weak model");
      if (real) {
        columns.add(Ensembles.probabilities(weak, classes.size(), in, reading).asColumns());
      } else {
        Model compiled = Predictors.read(weak, in, reading);
        if (!compiled.classes().equals(classes)) {
          throw model.unsupported("estimator", weak.name() + " of other classes");
        }
        columns.add(compiled.chosen().asColumns());
      }
    }
    double[] weights = weights(model, columns.size(), reading);
    double total = Arrays.stream(model.doubles("estimator_weights_", reading)).sum();
    // From 1.3.1 on a vote also counts against the other classes.
    double against = model.isSince(1, 3, 1) ? -1.0 / (classes.size() - 1) : 0;
    Engine scores =
        real
            ? new RealVotes(classes.size(), columns.size(), total)
            : new DiscreteVotes(classes.size(), weights, total, against);
    Link margin = classes.size() == 2 ? Links.SECOND_LESS_FIRST : new Divided(1);
    Engine decision = scores.then(margin);
    Engine probabilities =
        classes.size() == 2
            ? decision.then(new Divided(2)).then(Links.SYMMETRIC_SOFTMAX)
            : decision.then(new Divided(classes.size() - 1)).then(DoubleLink.SOFTMAX);
    ColumnOperation all = Beside.of(columns);
    return new Model(all, probabilities, new Output.Probabilities(classes))
        .deciding(new Model(all, decision, new Output.Decision(classes)));
  }

  static Model regressor(Estimator model, Frame in, Reading reading) {
    List<ColumnOperation> columns = new ArrayList<>();
    for (Pickled member : model.list("estimators_")) {
      columns.add(
          Ensembles.number(Estimator.require(member, "a weak model"), in, reading).asColumns());
    }
    double[] weights = weights(model, columns.size(), reading);
    return new Model(Beside.of(columns), new WeightedMedian(weights), ClassLabels.values(1));
  }

  private static double[] weights(Estimator model, int members, Reading reading) {
    double[] weights = model.doubles("estimator_weights_", reading);
    if (members == 0 || weights.length < members) {
      throw Refusal.corrupt(
          "%s has %d weights for %d members".formatted(model.name(), weights.length, members));
    }
    return Arrays.copyOf(weights, members);
  }

  /// SAMME.R: each member's log probabilities, centered.
  private record RealVotes(int outputs, int members, double total) implements Engine {
    private static final double LEAST = Math.ulp(1.0);

    @Override
    public int inputs() {
      return outputs * members;
    }

    @Override
    public void score(double[] matrix, int rows, double[] out) {
      double[] logs = new double[outputs];
      for (int r = 0; r < rows; r++) {
        Arrays.fill(out, r * outputs, (r + 1) * outputs, 0);
        for (int m = 0; m < members; m++) {
          double sum = 0;
          for (int c = 0; c < outputs; c++) {
            logs[c] = Math.log(Math.max(matrix[r * inputs() + m * outputs + c], LEAST));
            sum += logs[c];
          }
          for (int c = 0; c < outputs; c++) {
            out[r * outputs + c] += (outputs - 1) * (logs[c] - 1.0 / outputs * sum);
          }
        }
        for (int c = 0; c < outputs; c++) {
          out[r * outputs + c] /= total;
        }
      }
    }
  }

  /// SAMME: each member's weight goes to the class that it chooses, and `against` times it to the others.
  private record DiscreteVotes(int outputs, double[] weights, double total, double against)
      implements Engine {
    @Override
    public int inputs() {
      return weights.length;
    }

    @Override
    public void score(double[] matrix, int rows, double[] out) {
      for (int r = 0; r < rows; r++) {
        Arrays.fill(out, r * outputs, (r + 1) * outputs, 0);
        for (int m = 0; m < weights.length; m++) {
          int chosen = (int) matrix[r * weights.length + m];
          for (int c = 0; c < outputs; c++) {
            out[r * outputs + c] += c == chosen ? weights[m] : against * weights[m];
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
  private record WeightedMedian(double[] weights) implements Engine {
    @Override
    public int inputs() {
      return weights.length;
    }

    @Override
    public int outputs() {
      return 1;
    }

    @Override
    public void score(double[] matrix, int rows, double[] out) {
      Integer[] order = new Integer[weights.length];
      double[] upTo = new double[weights.length];
      for (int r = 0; r < rows; r++) {
        int row = r * weights.length;
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Double.compare(matrix[row + a], matrix[row + b]));
        double sum = 0;
        for (int i = 0; i < order.length; i++) {
          sum += weights[order[i]];
          upTo[i] = sum;
        }
        int median = 0;
        while (median < order.length - 1 && upTo[median] < 0.5 * sum) {
          median++;
        }
        out[r] = matrix[row + order[median]];
      }
    }
  }
}
