package dev.slipway.lifecycle.evaluation;

import java.util.Map;

/// Held-out rows as a model scored them, beside their truth. Rows whose truth is missing are left out.
/// The arrays are shared, not copied; nobody changes them.
public sealed interface Evaluation {
  /// The position in the held-out table of each row here.
  int[] positions();

  /// Every metric that fits, by the name it has in `slipway.yaml`.
  default Map<String, Double> metrics() {
    return Metrics.of(this);
  }

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
      implements Evaluation {}

  /// @param probabilities row-major, one for each class; empty where the model gives none
  /// @param predicted the index of the class; `truth` likewise, -1 for a class the model does not know
  record Multiclass(
      int[] positions, double[] probabilities, int classes, int[] predicted, int[] truth)
      implements Evaluation {}

  record Regression(int[] positions, double[] predicted, double[] truth) implements Evaluation {}

  /// A model of another kind: nothing is known about what is right.
  record Unjudged(int[] positions) implements Evaluation {}
}
