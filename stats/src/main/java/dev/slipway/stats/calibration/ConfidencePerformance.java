package dev.slipway.stats.calibration;

import java.util.Comparator;
import java.util.stream.IntStream;

/// A binary classifier's performance estimated without labels: a row with calibrated probability `p` that was
/// decided positive is right with probability `p`. It holds while the calibration does; a change of what
/// causes the target is invisible to it. (Confidence-based performance estimation; Kivimäki et al.,
/// "Confidence-based estimators for predictive performance in model monitoring", JAIR 82, 2025.)
///
/// @param accuracyError standard error of `accuracy` from the labels' chance alone:
///     `sqrt(sum p (1 - p)) / n`
/// @param auc NaN where all rows are certain to be of one class
public record ConfidencePerformance(
    long rows,
    double truePositives,
    double falsePositives,
    double trueNegatives,
    double falseNegatives,
    double accuracyError,
    double auc) {

  /// @param calibrated probabilities of the positive class
  /// @param decisions what the model decided for these rows
  public static ConfidencePerformance of(double[] calibrated, boolean[] decisions) {
    if (calibrated.length != decisions.length || calibrated.length == 0) {
      throw new IllegalArgumentException(
          "%d probabilities and %d decisions".formatted(calibrated.length, decisions.length));
    }
    double[] cells = new double[4];
    double variance = 0;
    for (int i = 0; i < calibrated.length; i++) {
      double p = calibrated[i];
      if (!(p >= 0 && p <= 1)) {
        throw new IllegalArgumentException("probability " + i + " is " + p);
      }
      int decided = decisions[i] ? 2 : 0;
      cells[decided + 1] += p;
      cells[decided] += 1 - p;
      variance += p * (1 - p);
    }
    return new ConfidencePerformance(
        calibrated.length,
        cells[3],
        cells[2],
        cells[0],
        cells[1],
        Math.sqrt(variance) / calibrated.length,
        expectedAuc(calibrated));
  }

  public double accuracy() {
    return (truePositives + trueNegatives) / rows;
  }

  /// 0 where nothing was decided positive.
  public double precision() {
    double decided = truePositives + falsePositives;
    return decided == 0 ? 0 : truePositives / decided;
  }

  /// 0 where no positive is expected.
  public double recall() {
    double positives = truePositives + falseNegatives;
    return positives == 0 ? 0 : truePositives / positives;
  }

  public double f1() {
    double sum = 2 * truePositives + falsePositives + falseNegatives;
    return sum == 0 ? 0 : 2 * truePositives / sum;
  }

  /// Every row counts as `p` of a positive and `1 - p` of a negative.
  private static double expectedAuc(double[] p) {
    int[] order =
        IntStream.range(0, p.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> p[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double positives = 0;
    double negatives = 0;
    double ordered = 0;
    for (int from = 0; from < order.length; ) {
      int to = from;
      double tiedPositives = 0;
      double tiedNegatives = 0;
      while (to < order.length && p[order[to]] == p[order[from]]) {
        tiedPositives += p[order[to]];
        tiedNegatives += 1 - p[order[to++]];
      }
      ordered += tiedPositives * (negatives + tiedNegatives / 2);
      positives += tiedPositives;
      negatives += tiedNegatives;
      from = to;
    }
    return ordered / (positives * negatives);
  }
}
