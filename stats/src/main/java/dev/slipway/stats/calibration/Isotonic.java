package dev.slipway.stats.calibration;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// A rising curve from scores to probabilities, fitted by pooling adjacent violators, with straight lines
/// between its knots. Scores outside the fitted range get its end values. (Ayer et al., Annals of Mathematical
/// Statistics 26, 1955; the same curve as scikit-learn's `IsotonicRegression(out_of_bounds="clip")`.)
public final class Isotonic {
  private final double[] scores;
  private final double[] probabilities;

  /// @param scores knots, rising
  /// @param probabilities at the knots, not falling
  public Isotonic(double[] scores, double[] probabilities) {
    if (scores.length == 0 || scores.length != probabilities.length) {
      throw new IllegalArgumentException(
          "%d scores and %d probabilities".formatted(scores.length, probabilities.length));
    }
    for (int i = 1; i < scores.length; i++) {
      if (!(scores[i - 1] < scores[i]) || !(probabilities[i - 1] <= probabilities[i])) {
        throw new IllegalArgumentException("the curve does not rise at score " + scores[i]);
      }
    }
    this.scores = scores.clone();
    this.probabilities = probabilities.clone();
  }

  /// Fits a held-out split, never the rows that the model was trained on.
  public static Isotonic fit(double[] scores, boolean[] positive) {
    if (scores.length != positive.length || scores.length == 0) {
      throw new IllegalArgumentException(
          "%d scores and %d labels".formatted(scores.length, positive.length));
    }
    int[] order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> scores[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    // Blocks of scores with one probability: from score, to score, sum of labels, rows.
    double[] from = new double[order.length];
    double[] to = new double[order.length];
    double[] sum = new double[order.length];
    double[] rows = new double[order.length];
    int blocks = 0;
    for (int i = 0; i < order.length; ) {
      double score = scores[order[i]];
      from[blocks] = score;
      to[blocks] = score;
      sum[blocks] = 0;
      rows[blocks] = 0;
      while (i < order.length && scores[order[i]] == score) {
        sum[blocks] += positive[order[i++]] ? 1 : 0;
        rows[blocks]++;
      }
      while (blocks > 0 && sum[blocks - 1] * rows[blocks] >= sum[blocks] * rows[blocks - 1]) {
        to[blocks - 1] = to[blocks];
        sum[blocks - 1] += sum[blocks];
        rows[blocks - 1] += rows[blocks];
        blocks--;
      }
      blocks++;
    }
    return knots(from, to, sum, rows, blocks);
  }

  private static Isotonic knots(
      double[] from, double[] to, double[] sum, double[] rows, int blocks) {
    double[] scores = new double[2 * blocks];
    double[] probabilities = new double[2 * blocks];
    int knots = 0;
    for (int i = 0; i < blocks; i++) {
      scores[knots] = from[i];
      probabilities[knots++] = sum[i] / rows[i];
      if (to[i] > from[i]) {
        scores[knots] = to[i];
        probabilities[knots++] = sum[i] / rows[i];
      }
    }
    return new Isotonic(Arrays.copyOf(scores, knots), Arrays.copyOf(probabilities, knots));
  }

  public double probability(double score) {
    int found = Arrays.binarySearch(scores, score);
    if (found >= 0) {
      return probabilities[found];
    }
    int next = -found - 1;
    if (next == 0) {
      return probabilities[0];
    }
    if (next == scores.length) {
      return probabilities[next - 1];
    }
    double share = (score - scores[next - 1]) / (scores[next] - scores[next - 1]);
    return probabilities[next - 1] + share * (probabilities[next] - probabilities[next - 1]);
  }

  public double[] probabilities(double[] of) {
    return Arrays.stream(of).map(this::probability).toArray();
  }

  /// The knots' scores; with [#probabilities()] all that is needed to store the curve.
  public double[] scores() {
    return scores.clone();
  }

  public double[] probabilities() {
    return probabilities.clone();
  }
}
