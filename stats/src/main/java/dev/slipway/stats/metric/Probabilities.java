package dev.slipway.stats.metric;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// How good predicted probabilities of the positive class were.
public final class Probabilities {
  private static final double EPSILON = Math.ulp(1.0);

  private Probabilities() {}

  /// The mean of `-ln p` of what happened; probabilities are kept 2^-52 away from 0 and 1.
  public static double logLoss(double[] probabilities, boolean[] positive) {
    Inputs.someRows(probabilities.length, positive.length);
    double sum = 0;
    for (int i = 0; i < probabilities.length; i++) {
      double p = Math.clamp(probabilities[i], EPSILON, 1 - EPSILON);
      sum -= positive[i] ? Math.log(p) : Math.log1p(-p);
    }
    return sum / probabilities.length;
  }

  /// The mean squared difference to what happened. (Brier, Monthly Weather Review 78, 1950.)
  public static double brier(double[] probabilities, boolean[] positive) {
    Inputs.someRows(probabilities.length, positive.length);
    double sum = 0;
    for (int i = 0; i < probabilities.length; i++) {
      double error = probabilities[i] - (positive[i] ? 1 : 0);
      sum += error * error;
    }
    return sum / probabilities.length;
  }

  /// Expected calibration error: how far the mean probability lies from the share of positives, averaged
  /// over `bins` groups of (nearly) equally many rows. Rows of equal probability stay together, so that
  /// the order of rows does not matter.
  public static double calibrationError(double[] probabilities, boolean[] positive, int bins) {
    Inputs.someRows(probabilities.length, positive.length);
    Inputs.noNaN(probabilities);
    int n = probabilities.length;
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> probabilities[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double error = 0;
    int from = 0;
    for (int bin = 1; bin <= bins && from < n; bin++) {
      int to = Math.max(from + 1, (int) ((long) n * bin / bins));
      while (to < n && probabilities[order[to]] == probabilities[order[to - 1]]) {
        to++;
      }
      double gap =
          Arrays.stream(order, from, to)
              .mapToDouble(i -> probabilities[i] - (positive[i] ? 1 : 0))
              .sum();
      error += Math.abs(gap);
      from = to;
    }
    return error / n;
  }
}
