package dev.slipway.stats.metric;

import dev.slipway.stats.interval.Rate;

/// How a binary classifier's decisions met the truth. Ratios without a denominator are 0, as in
/// scikit-learn.
public record Confusion(
    long truePositives, long falsePositives, long trueNegatives, long falseNegatives) {
  public static final Confusion NONE = new Confusion(0, 0, 0, 0);

  /// Counts decisions: positive where the score is at least `threshold`.
  public static Confusion of(double[] scores, boolean[] positive, double threshold) {
    Inputs.sameLength(scores.length, positive.length);
    long[] cells = new long[4];
    for (int i = 0; i < scores.length; i++) {
      cells[(scores[i] >= threshold ? 2 : 0) + (positive[i] ? 1 : 0)]++;
    }
    return new Confusion(cells[3], cells[2], cells[0], cells[1]);
  }

  public Confusion plus(Confusion other) {
    return new Confusion(
        truePositives + other.truePositives,
        falsePositives + other.falsePositives,
        trueNegatives + other.trueNegatives,
        falseNegatives + other.falseNegatives);
  }

  public long total() {
    return truePositives + falsePositives + trueNegatives + falseNegatives;
  }

  public double accuracy() {
    return ratio(truePositives + trueNegatives, total());
  }

  public double precision() {
    return ratio(truePositives, truePositives + falsePositives);
  }

  public double recall() {
    return ratio(truePositives, truePositives + falseNegatives);
  }

  public double falsePositiveRate() {
    return ratio(falsePositives, falsePositives + trueNegatives);
  }

  public double f1() {
    return ratio(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives);
  }

  /// The share of rows that were decided positive.
  public double selectionRate() {
    return ratio(truePositives + falsePositives, total());
  }

  /// Accuracy as a rate, for intervals.
  public Rate correct() {
    return new Rate(truePositives + trueNegatives, total());
  }

  private static double ratio(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
