package dev.slipway.scoring.sklearn;

import dev.slipway.core.model.Classes;
import dev.slipway.core.model.Output;
import dev.slipway.scoring.column.ColumnOperation;
import dev.slipway.scoring.engine.Engine;
import dev.slipway.scoring.pickle.Pickled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A classifier whose scores are turned into probabilities by curves fitted on held-out rows.
final class Calibration {
  private Calibration() {}

  static Model classifier(Estimator model, Frame in, Reading reading) {
    Classes classes = ClassLabels.of(model);
    int curves = classes.size() == 2 ? 1 : classes.size();
    List<ColumnOperation> columns = new ArrayList<>();
    List<Curve> all = new ArrayList<>();
    for (Pickled entry : model.list("calibrated_classifiers_")) {
      Estimator member = Estimator.require(entry, "a calibrated classifier");
      columns.add(scores(member, classes, in, reading));
      String attribute = member.has("calibrators_") ? "calibrators_" : "calibrators";
      List<Pickled> fitted = member.list(attribute);
      if (fitted.size() != curves) {
        throw Refusal.corrupt(
            "%s has %d curves for %d classes"
                .formatted(model.name(), fitted.size(), classes.size()));
      }
      fitted.forEach(c -> all.add(Curve.of(Estimator.require(c, "a calibrator"), reading)));
    }
    if (columns.isEmpty()) {
      throw Refusal.corrupt("%s has no classifiers".formatted(model.name()));
    }
    return new Model(
        Beside.of(columns),
        new Calibrated(all.toArray(Curve[]::new), curves, classes.size()),
        new Output.Probabilities(classes));
  }

  /// The decision function if there is one, else the probabilities; of two classes the second one's.
  private static ColumnOperation scores(
      Estimator member, Classes classes, Frame in, Reading reading) {
    Estimator inner = member.child(member.has("estimator") ? "estimator" : "base_estimator");
    Model model = Predictors.read(inner, in, reading);
    if (!model.classes().equals(classes)) {
      throw Refusal.unsupported(
          "calibration of %s, which saw other classes, is not supported".formatted(inner.name()));
    }
    if (model.decided() instanceof Model decision) {
      return decision.asColumns();
    }
    return Ensembles.informative(model, inner);
  }

  /// A monotonous function from a score to a probability.
  private sealed interface Curve {
    double at(double score);

    static Curve of(Estimator calibrator, Reading reading) {
      return switch (calibrator.name()) {
        case "_SigmoidCalibration" -> new Sigmoid(calibrator.number("a_"), calibrator.number("b_"));
        case "IsotonicRegression" -> Isotonic.of(calibrator, reading);
        default ->
            throw Refusal.unsupported(
                "calibration with %s is not supported".formatted(calibrator.type()));
      };
    }
  }

  private record Sigmoid(double slope, double shift) implements Curve {
    @Override
    public double at(double score) {
      return 1 / (1 + Math.exp(slope * score + shift));
    }
  }

  /// Straight lines between points, level outside of them.
  private record Isotonic(double[] x, double[] y) implements Curve {
    static Isotonic of(Estimator regression, Reading reading) {
      String outside = regression.text("out_of_bounds", "nan");
      if (!outside.equals("clip")) {
        throw regression.unsupported("out_of_bounds", outside);
      }
      // Before 0.24 the points that matter had names of their own.
      boolean old = !regression.has("X_thresholds_");
      double[] x = regression.doubles(old ? "_necessary_X_" : "X_thresholds_", reading);
      double[] y = regression.doubles(old ? "_necessary_y_" : "y_thresholds_", x.length, reading);
      if (x.length == 0) {
        throw Refusal.corrupt("an IsotonicRegression has no points");
      }
      return new Isotonic(x, y);
    }

    @Override
    public double at(double score) {
      int last = x.length - 1;
      if (score >= x[last]) {
        return y[last];
      }
      if (score <= x[0]) {
        return y[0];
      }
      int found = Arrays.binarySearch(x, score);
      int left = found >= 0 ? found : -found - 2;
      if (left < 0 || left >= last) {
        return Double.NaN;
      }
      return (y[left + 1] - y[left]) / (x[left + 1] - x[left]) * (score - x[left]) + y[left];
    }
  }

  /// The mean over the members of what their curves give, each member's divided by its sum.
  private record Calibrated(Curve[] curves, int perMember, int outputs) implements Engine {
    private static final double NEARLY_ONE = 1 + 1e-5;

    @Override
    public int inputs() {
      return curves.length;
    }

    @Override
    public void score(double[] matrix, int rows, double[] out) {
      int members = curves.length / perMember;
      double[] one = new double[outputs];
      for (int r = 0; r < rows; r++) {
        Arrays.fill(out, r * outputs, (r + 1) * outputs, 0);
        for (int m = 0; m < members; m++) {
          member(matrix, r * curves.length, m * perMember, one);
          for (int c = 0; c < outputs; c++) {
            out[r * outputs + c] += one[c];
          }
        }
        for (int c = 0; c < outputs; c++) {
          out[r * outputs + c] /= members;
        }
      }
    }

    private void member(double[] matrix, int row, int from, double[] one) {
      if (perMember == 1) {
        one[1] = curves[from].at(matrix[row + from]);
        one[0] = 1 - one[1];
      } else {
        double sum = 0;
        for (int c = 0; c < outputs; c++) {
          one[c] = curves[from + c].at(matrix[row + from + c]);
          sum += one[c];
        }
        for (int c = 0; c < outputs; c++) {
          one[c] = sum == 0 ? 1.0 / outputs : one[c] / sum;
        }
      }
      for (int c = 0; c < outputs; c++) {
        one[c] = one[c] > 1 && one[c] <= NEARLY_ONE ? 1 : one[c];
      }
    }
  }
}
