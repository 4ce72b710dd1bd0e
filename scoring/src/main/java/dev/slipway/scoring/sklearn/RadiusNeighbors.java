package dev.slipway.scoring.sklearn;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.Output;
import dev.slipway.scoring.engine.Engine;
import java.util.Arrays;

/// Predictors that look up all stored rows within a radius.
final class RadiusNeighbors {
  private RadiusNeighbors() {}

  static Model classifier(Estimator model, Frame in, Reading reading) {
    if (model.has("outlier_label_")) {
      throw model.unsupported("outlier_label", "a class for rows without neighbors");
    }
    Output output = ClassLabels.probabilities(model);
    double[][] stored = Neighbors.stored(model, "_fit_X", in, reading);
    double[] votes = Neighbors.votes(model, stored.length, output.width(), reading);
    return Model.on(in, within(model, stored, votes, output.width(), true), output);
  }

  /// A row without neighbors has the number that is none, as in scikit-learn.
  static Model regressor(Estimator model, Frame in, Reading reading) {
    double[][] stored = Neighbors.stored(model, "_fit_X", in, reading);
    double[] targets = model.doubles("_y", reading);
    int outputs = targets.length / stored.length;
    if (outputs == 0 || outputs * stored.length != targets.length) {
      throw Refusal.corrupt("%s has %d targets".formatted(model.name(), targets.length));
    }
    return Model.on(
        in, within(model, stored, targets, outputs, false), ClassLabels.values(outputs));
  }

  private static Engine within(
      Estimator model, double[][] stored, double[] values, int outputs, boolean needsOne) {
    return new Within(
        stored[0].length,
        stored,
        values,
        outputs,
        model.number("radius", 1),
        Neighbors.byDistance(model),
        Neighbors.distance(model),
        needsOne);
  }

  /// The mean of the values of all stored rows that are no farther than the radius.
  private record Within(
      int inputs,
      double[][] stored,
      double[] values,
      int outputs,
      double radius,
      boolean weighted,
      Distance metric,
      boolean needsOne)
      implements Engine {
    @Override
    public void score(double[] matrix, int rows, double[] out) {
      double[] distances = new double[stored.length];
      for (int r = 0; r < rows; r++) {
        boolean hit = false;
        for (int s = 0; s < stored.length; s++) {
          distances[s] = metric.whole(metric.reduced(matrix, r * inputs, stored[s]));
          hit |= distances[s] == 0;
        }
        mean(distances, hit, out, r * outputs);
      }
    }

    private void mean(double[] distances, boolean hit, double[] out, int at) {
      Arrays.fill(out, at, at + outputs, 0);
      double total = 0;
      for (int s = 0; s < distances.length; s++) {
        if (!(distances[s] <= radius)) {
          continue;
        }
        double weight = !weighted ? 1 : hit ? (distances[s] == 0 ? 1 : 0) : 1 / distances[s];
        total += weight;
        for (int o = 0; o < outputs; o++) {
          out[at + o] += weight * values[s * outputs + o];
        }
      }
      if (total == 0 && needsOne) {
        throw new SlipwayException(
            ErrorCode.INVALID_ROW,
            "a row has no neighbor within %s; send rows like those of training, or train with a greater radius"
                .formatted(radius));
      }
      for (int o = 0; o < outputs; o++) {
        out[at + o] /= total;
      }
    }
  }
}
