package dev.slipway.scoring.sklearn;

import dev.slipway.core.model.Classes;
import dev.slipway.core.model.Output;
import dev.slipway.core.table.ColumnType;
import dev.slipway.scoring.engine.Engine;
import dev.slipway.scoring.pickle.NumpyArray;
import java.util.Arrays;
import java.util.stream.IntStream;

/// Predictors that look up the nearest of stored rows: neighbors and cluster centers.
final class Neighbors {
  private Neighbors() {}

  static Model classifier(Estimator model, Frame in, Reading reading) {
    Output output = ClassLabels.probabilities(model);
    double[][] stored = stored(model, "_fit_X", in, reading);
    double[] votes = votes(model, stored.length, output.width(), reading);
    return Model.on(in, nearest(model, stored, votes, output.width()), output);
  }

  /// For each stored row a 1 in the place of its class.
  static double[] votes(Estimator model, int rows, int count, Reading reading) {
    double[] classes = model.doubles("_y", rows, reading);
    reading.spend((long) rows * count);
    double[] votes = new double[rows * count];
    for (int i = 0; i < rows; i++) {
      if (!(classes[i] >= 0 && classes[i] < count)) {
        throw Refusal.corrupt("%s stores a class that it does not know".formatted(model.name()));
      }
      votes[i * count + (int) classes[i]] = 1;
    }
    return votes;
  }

  static Model regressor(Estimator model, Frame in, Reading reading) {
    double[][] stored = stored(model, "_fit_X", in, reading);
    double[] targets = model.doubles("_y", reading);
    int outputs = targets.length / stored.length;
    if (outputs == 0 || outputs * stored.length != targets.length) {
      throw Refusal.corrupt("%s has %d targets".formatted(model.name(), targets.length));
    }
    return Model.on(in, nearest(model, stored, targets, outputs), ClassLabels.values(outputs));
  }

  static Model clusters(Estimator model, Frame in, Reading reading) {
    double[][] centers = stored(model, "cluster_centers_", in, reading);
    Classes clusters =
        new Classes(
            IntStream.range(0, centers.length).mapToObj(Integer::toString).toList(),
            ColumnType.INTEGER);
    double[] numbers = IntStream.range(0, centers.length).asDoubleStream().toArray();
    return Model.on(
        in,
        new Nearest(in.width(), centers, numbers, 1, 1, false, Distance.EUCLIDEAN),
        new Output.Label(clusters));
  }

  static Model centroids(Estimator model, Frame in, Reading reading) {
    Classes classes = ClassLabels.of(model);
    double[][] centers = stored(model, "centroids_", in, reading);
    if (centers.length != classes.size()) {
      throw Refusal.corrupt(
          "%s has %d centers for %d classes"
              .formatted(model.name(), centers.length, classes.size()));
    }
    double equal = 1.0 / classes.size();
    boolean weighted =
        model.has("class_prior_")
            && Arrays.stream(model.doubles("class_prior_", reading))
                .anyMatch(p -> Math.abs(p - equal) > 1e-8 + 1e-5 * equal);
    if (weighted) {
      throw model.unsupported("priors", "unequal shares");
    }
    double[] numbers = IntStream.range(0, centers.length).asDoubleStream().toArray();
    Distance distance = Distance.of(model, model.text("metric", "a function"), null);
    return Model.on(
        in,
        new Nearest(in.width(), centers, numbers, 1, 1, false, distance),
        new Output.Label(classes));
  }

  static double[][] stored(Estimator model, String attribute, Frame in, Reading reading) {
    in.require(reading.inputs());
    if (model.has(attribute) && NumpyArray.of(model.get(attribute)) == null) {
      throw model.unsupported(attribute, "a sparse matrix");
    }
    double[][] rows = model.matrix(attribute, reading);
    if (rows.length == 0) {
      throw Refusal.corrupt("%s stores no rows".formatted(model.name()));
    }
    in.expect(rows[0].length, model);
    return rows;
  }

  private static Engine nearest(Estimator model, double[][] stored, double[] values, int outputs) {
    int count = Math.clamp(model.integer("n_neighbors", 5), 1, stored.length);
    return new Nearest(
        stored[0].length, stored, values, outputs, count, byDistance(model), distance(model));
  }

  /// Whether nearer rows weigh more.
  static boolean byDistance(Estimator model) {
    String weights = model.text("weights", "a function");
    return switch (weights) {
      case "uniform" -> false;
      case "distance" -> true;
      default -> throw model.unsupported("weights", weights);
    };
  }

  static Distance distance(Estimator model) {
    return Distance.of(
        model,
        model.text("effective_metric_", model.text("metric", "a function")),
        model.get("effective_metric_params_"));
  }

  /// The mean of the values of the nearest stored rows, equal or by inverse distance.
  private record Nearest(
      int inputs,
      double[][] stored,
      double[] values,
      int outputs,
      int count,
      boolean weighted,
      Distance metric)
      implements Engine {
    @Override
    public void score(double[] matrix, int rows, double[] out) {
      double[] distances = new double[count];
      int[] found = new int[count];
      for (int r = 0; r < rows; r++) {
        search(matrix, r * inputs, distances, found);
        mean(distances, found, out, r * outputs);
      }
    }

    private void search(double[] matrix, int row, double[] distances, int[] found) {
      Arrays.fill(distances, Double.POSITIVE_INFINITY);
      for (int s = 0; s < stored.length; s++) {
        double distance = metric.reduced(matrix, row, stored[s]);
        int at = count - 1;
        if (!(distance < distances[at])) {
          continue;
        }
        while (at > 0 && distance < distances[at - 1]) {
          distances[at] = distances[at - 1];
          found[at] = found[at - 1];
          at--;
        }
        distances[at] = distance;
        found[at] = s;
      }
    }

    private void mean(double[] distances, int[] found, double[] out, int at) {
      Arrays.fill(out, at, at + outputs, 0);
      boolean hit = distances[0] == 0;
      double total = 0;
      for (int n = 0; n < count; n++) {
        double distance = metric.whole(distances[n]);
        double weight = !weighted ? 1 : hit ? (distance == 0 ? 1 : 0) : 1 / distance;
        total += weight;
        for (int o = 0; o < outputs; o++) {
          out[at + o] += weight * values[found[n] * outputs + o];
        }
      }
      for (int o = 0; o < outputs; o++) {
        out[at + o] /= total;
      }
    }
  }
}
