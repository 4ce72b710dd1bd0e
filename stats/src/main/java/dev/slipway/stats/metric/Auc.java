package dev.slipway.stats.metric;

import dev.slipway.stats.interval.Interval;
import dev.slipway.stats.interval.Normal;
import java.util.Comparator;
import java.util.stream.IntStream;

/// The area under the ROC curve: the chance that a positive row has a greater score than a negative one,
/// ties counting half.
///
/// Its variance is DeLong's: each positive row's share of negatives below it, and each negative's share
/// of positives above it, are samples whose variances add up. (DeLong et al., Biometrics 44, 1988;
/// computed from mid-ranks as in Sun and Xu, IEEE Signal Processing Letters 21, 2014.)
///
/// @param value NaN where a class is absent
/// @param variance of `value`; NaN where a class has fewer than two rows
public record Auc(double value, double variance, long positives, long negatives) {
  public static Auc of(double[] scores, boolean[] positive) {
    Placements placements = Placements.of(scores, positive);
    return new Auc(
        placements.auc(),
        placements.covariance(placements),
        placements.ofPositives().length,
        placements.ofNegatives().length);
  }

  /// Two models' scores of the same rows: the first's AUC minus the second's. Throws
  /// `IllegalArgumentException` unless each class has two rows.
  public static MeanDifference difference(double[] first, double[] second, boolean[] positive) {
    Placements a = Placements.of(first, positive);
    Placements b = Placements.of(second, positive);
    if (a.ofPositives().length < 2 || a.ofNegatives().length < 2) {
      throw new IllegalArgumentException(
          "comparing AUCs needs two rows of each class, got %d positive and %d negative"
              .formatted(a.ofPositives().length, a.ofNegatives().length));
    }
    double variance = a.covariance(a) + b.covariance(b) - 2 * a.covariance(b);
    return new MeanDifference(a.auc() - b.auc(), Math.sqrt(Math.max(0, variance)), positive.length);
  }

  /// On the scale of log-odds, so that it stays between 0 and 1. From 0 to 1 where the variance is not
  /// known, and a point where every pair is ordered right.
  public Interval interval(double level) {
    if (Double.isNaN(variance)) {
      return new Interval(0, 1);
    }
    if (value <= 0 || value >= 1) {
      return new Interval(value, value);
    }
    double logit = Math.log(value / (1 - value));
    double spread = Normal.twoSided(level) * Math.sqrt(variance) / (value * (1 - value));
    return new Interval(
        1 / (1 + Math.exp(-(logit - spread))), 1 / (1 + Math.exp(-(logit + spread))));
  }

  /// For each row the share of the other class that it beats, ties counting half.
  private record Placements(double[] ofPositives, double[] ofNegatives) {
    static Placements of(double[] scores, boolean[] positive) {
      Inputs.sameLength(scores.length, positive.length);
      Inputs.noNaN(scores);
      int n = scores.length;
      int[] order =
          IntStream.range(0, n)
              .boxed()
              .sorted(Comparator.comparingDouble(i -> scores[i] + 0.0))
              .mapToInt(Integer::intValue)
              .toArray();
      int positives = 0;
      for (boolean p : positive) {
        positives += p ? 1 : 0;
      }
      int negatives = n - positives;
      double[] ofPositives = new double[positives];
      double[] ofNegatives = new double[negatives];
      int positivesBelow = 0;
      int negativesBelow = 0;
      int nextPositive = 0;
      int nextNegative = 0;
      for (int from = 0; from < n; ) {
        int to = from;
        int tiedPositives = 0;
        while (to < n && scores[order[to]] == scores[order[from]]) {
          tiedPositives += positive[order[to++]] ? 1 : 0;
        }
        int tiedNegatives = to - from - tiedPositives;
        for (int i = 0; i < tiedPositives; i++) {
          ofPositives[nextPositive++] = (negativesBelow + tiedNegatives / 2.0) / negatives;
        }
        for (int i = 0; i < tiedNegatives; i++) {
          ofNegatives[nextNegative++] =
              (positives - positivesBelow - tiedPositives / 2.0) / positives;
        }
        positivesBelow += tiedPositives;
        negativesBelow += tiedNegatives;
        from = to;
      }
      return inRowOrder(order, positive, ofPositives, ofNegatives);
    }

    /// Placements were found in the order of scores; two models are compared row by row.
    private static Placements inRowOrder(
        int[] order, boolean[] positive, double[] sortedPositives, double[] sortedNegatives) {
      double[] byRow = new double[order.length];
      int nextPositive = 0;
      int nextNegative = 0;
      // Within a tie all placements of a class are equal, so it does not matter which row gets
      // which.
      for (int row : order) {
        byRow[row] =
            positive[row] ? sortedPositives[nextPositive++] : sortedNegatives[nextNegative++];
      }
      double[] ofPositives = new double[nextPositive];
      double[] ofNegatives = new double[nextNegative];
      int p = 0;
      int q = 0;
      for (int row = 0; row < byRow.length; row++) {
        if (positive[row]) {
          ofPositives[p++] = byRow[row];
        } else {
          ofNegatives[q++] = byRow[row];
        }
      }
      return new Placements(ofPositives, ofNegatives);
    }

    double auc() {
      return ofNegatives.length == 0 ? Double.NaN : mean(ofPositives);
    }

    double covariance(Placements other) {
      return covariance(ofPositives, other.ofPositives) / ofPositives.length
          + covariance(ofNegatives, other.ofNegatives) / ofNegatives.length;
    }

    private static double covariance(double[] a, double[] b) {
      double meanA = mean(a);
      double meanB = mean(b);
      double sum = 0;
      for (int i = 0; i < a.length; i++) {
        sum += (a[i] - meanA) * (b[i] - meanB);
      }
      return a.length < 2 ? Double.NaN : sum / (a.length - 1);
    }

    private static double mean(double[] values) {
      double sum = 0;
      for (double value : values) {
        sum += value;
      }
      return sum / values.length;
    }
  }
}
