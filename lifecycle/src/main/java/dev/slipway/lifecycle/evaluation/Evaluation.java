package dev.slipway.lifecycle.evaluation;

import dev.slipway.stats.metric.Confusion;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/// Held-out rows as a model scored them, beside their truth. Rows whose truth is missing are left out.
/// The arrays are shared, not copied; nobody changes them.
public sealed interface Evaluation {
  /// The position in the held-out table of each row here.
  int[] positions();

  /// Every metric that fits, by the name it has in `slipway.yaml`.
  default Map<String, Double> metrics() {
    Map<String, Double> metrics = new TreeMap<>();
    for (Metric metric : Metric.values()) {
      if (metric.fits(this)) {
        metrics.put(metric.key(), metric.of(this));
      }
    }
    return metrics;
  }

  /// The rows with these indices, some of them more than once.
  Evaluation pick(int[] rows);

  default int rows() {
    return positions().length;
  }

  /// @param scores the probability of the positive class, or another score that rises with it
  /// @param probabilities whether the scores are probabilities
  /// @param predicted whether the model calls the row positive
  /// @param positive how the positive class is called
  record Binary(
      int[] positions,
      double[] scores,
      boolean probabilities,
      boolean[] predicted,
      boolean[] truth,
      String positive)
      implements Evaluation {
    /// How the decisions met the truth, over all rows.
    public Confusion confusion() {
      long[] cells = new long[4];
      for (int i = 0; i < truth.length; i++) {
        cells[(predicted[i] ? 2 : 0) + (truth[i] ? 1 : 0)]++;
      }
      return new Confusion(cells[3], cells[2], cells[0], cells[1]);
    }

    @Override
    public Binary pick(int[] rows) {
      return new Binary(
          picked(positions, rows),
          picked(scores, rows),
          probabilities,
          picked(predicted, rows),
          picked(truth, rows),
          positive);
    }
  }

  /// @param probabilities row-major, one for each class; empty where the model gives none
  /// @param predicted the index of the class; `truth` likewise, -1 for a class the model does not know
  record Multiclass(
      int[] positions, double[] probabilities, int classes, int[] predicted, int[] truth)
      implements Evaluation {
    @Override
    public Multiclass pick(int[] rows) {
      double[] kept = new double[probabilities.length == 0 ? 0 : rows.length * classes];
      for (int i = 0; kept.length > 0 && i < rows.length; i++) {
        System.arraycopy(probabilities, rows[i] * classes, kept, i * classes, classes);
      }
      return new Multiclass(
          picked(positions, rows), kept, classes, picked(predicted, rows), picked(truth, rows));
    }
  }

  record Regression(int[] positions, double[] predicted, double[] truth) implements Evaluation {
    @Override
    public Regression pick(int[] rows) {
      return new Regression(picked(positions, rows), picked(predicted, rows), picked(truth, rows));
    }
  }

  /// A model of another kind: nothing is known about what is right.
  record Unjudged(int[] positions) implements Evaluation {
    @Override
    public Unjudged pick(int[] rows) {
      return new Unjudged(picked(positions, rows));
    }
  }

  private static int[] picked(int[] values, int[] rows) {
    return Arrays.stream(rows).map(row -> values[row]).toArray();
  }

  private static double[] picked(double[] values, int[] rows) {
    return Arrays.stream(rows).mapToDouble(row -> values[row]).toArray();
  }

  private static boolean[] picked(boolean[] values, int[] rows) {
    boolean[] picked = new boolean[rows.length];
    for (int i = 0; i < rows.length; i++) {
      picked[i] = values[rows[i]];
    }
    return picked;
  }
}
