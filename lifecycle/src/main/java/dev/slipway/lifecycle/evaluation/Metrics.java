package dev.slipway.lifecycle.evaluation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// Computes the metrics of an evaluation, by the names they have in `slipway.yaml`.
final class Metrics {
  private static final double FLOOR = 1e-15;

  private Metrics() {}

  static Map<String, Double> of(Evaluation evaluation) {
    return switch (evaluation) {
      case Evaluation.Binary b -> binary(b);
      case Evaluation.Multiclass m -> multiclass(m);
      case Evaluation.Regression r -> regression(r);
      case Evaluation.Unjudged _ -> Map.of();
    };
  }

  private static Map<String, Double> binary(Evaluation.Binary b) {
    int truePositive = 0;
    int falsePositive = 0;
    int falseNegative = 0;
    double logLoss = 0;
    double brier = 0;
    for (int i = 0; i < b.rows(); i++) {
      truePositive += b.predicted()[i] && b.truth()[i] ? 1 : 0;
      falsePositive += b.predicted()[i] && !b.truth()[i] ? 1 : 0;
      falseNegative += !b.predicted()[i] && b.truth()[i] ? 1 : 0;
      double p = b.scores()[i];
      double y = b.truth()[i] ? 1 : 0;
      brier += (p - y) * (p - y);
      logLoss -= Math.log(Math.max(FLOOR, b.truth()[i] ? p : 1 - p));
    }
    int n = b.rows();
    Map<String, Double> metrics = new TreeMap<>();
    metrics.put("accuracy", 1 - (falsePositive + falseNegative) / (double) n);
    metrics.put("precision", ratio(truePositive, truePositive + falsePositive));
    metrics.put("recall", ratio(truePositive, truePositive + falseNegative));
    metrics.put("f1", ratio(2 * truePositive, 2 * truePositive + falsePositive + falseNegative));
    metrics.put("auc", auc(b.scores(), b.truth()));
    if (b.probabilities()) {
      metrics.put("brier", brier / n);
      metrics.put("log-loss", logLoss / n);
    }
    return metrics;
  }

  private static Map<String, Double> multiclass(Evaluation.Multiclass m) {
    int right = 0;
    double logLoss = 0;
    int[] hits = new int[m.classes()];
    int[] wrong = new int[m.classes()];
    for (int i = 0; i < m.rows(); i++) {
      int truth = m.truth()[i];
      int predicted = m.predicted()[i];
      if (truth == predicted) {
        right++;
        hits[truth]++;
      } else {
        wrong[predicted]++;
        if (truth >= 0) {
          wrong[truth]++;
        }
      }
      if (m.probabilities().length > 0) {
        double p = truth < 0 ? 0 : m.probabilities()[i * m.classes() + truth];
        logLoss -= Math.log(Math.max(FLOOR, p));
      }
    }
    double f1 = 0;
    for (int c = 0; c < m.classes(); c++) {
      f1 += ratio(2 * hits[c], 2 * hits[c] + wrong[c]);
    }
    Map<String, Double> metrics = new TreeMap<>();
    metrics.put("accuracy", right / (double) m.rows());
    metrics.put("macro-f1", f1 / m.classes());
    if (m.probabilities().length > 0) {
      metrics.put("log-loss", logLoss / m.rows());
    }
    return metrics;
  }

  private static Map<String, Double> regression(Evaluation.Regression r) {
    int n = r.rows();
    double mean = Arrays.stream(r.truth()).sum() / n;
    double absolute = 0;
    double squared = 0;
    double total = 0;
    for (int i = 0; i < n; i++) {
      double error = r.predicted()[i] - r.truth()[i];
      absolute += Math.abs(error);
      squared += error * error;
      total += (r.truth()[i] - mean) * (r.truth()[i] - mean);
    }
    Map<String, Double> metrics = new TreeMap<>();
    metrics.put("mae", absolute / n);
    metrics.put("rmse", Math.sqrt(squared / n));
    metrics.put("r2", total == 0 ? 0 : 1 - squared / total);
    return metrics;
  }

  /// The probability that a positive row has the higher score, ties counting half (Mann-Whitney).
  private static double auc(double[] scores, boolean[] truth) {
    int[] order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> scores[i]))
            .mapToInt(i -> i)
            .toArray();
    double rankSum = 0;
    long positives = 0;
    for (int from = 0; from < order.length; ) {
      int to = from;
      while (to < order.length && scores[order[to]] == scores[order[from]]) {
        to++;
      }
      for (int i = from; i < to; i++) {
        if (truth[order[i]]) {
          rankSum += (from + 1 + to) / 2.0;
          positives++;
        }
      }
      from = to;
    }
    long negatives = scores.length - positives;
    return (rankSum - positives * (positives + 1) / 2.0) / ((double) positives * negatives);
  }

  private static double ratio(int part, int whole) {
    return whole == 0 ? 0 : part / (double) whole;
  }
}
