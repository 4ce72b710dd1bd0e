package dev.slipway.core.model;

/// Reads scores the way [Output] defines them.
public final class Predictions {
  private Predictions() {}

  /// The index of the predicted class in a row whose scores start at `at`.
  public static int classIndex(Output output, double[] scores, int at) {
    return switch (output) {
      case Output.Values _ -> throw new IllegalArgumentException("a regression predicts no class");
      case Output.Probabilities p ->
          p.threshold().isPresent()
              ? (scores[at + 1] >= p.threshold().get() ? 1 : 0)
              : greatest(scores, at, p.width());
      case Output.Decision d ->
          d.width() == 1 ? (scores[at] > 0 ? 1 : 0) : greatest(scores, at, d.width());
      case Output.Label _ -> (int) scores[at];
    };
  }

  private static int greatest(double[] scores, int at, int width) {
    int best = 0;
    for (int i = 1; i < width; i++) {
      if (scores[at + i] > scores[at + best]) {
        best = i;
      }
    }
    return best;
  }
}
