package dev.slipway.lifecycle.watch;

import dev.slipway.core.model.Task;
import dev.slipway.core.prediction.Outcome;
import dev.slipway.core.prediction.PredictionRecord;
import dev.slipway.lifecycle.outcome.Judged;
import dev.slipway.lifecycle.outcome.OutcomeReader;
import dev.slipway.stats.metric.Auc;
import dev.slipway.stats.metric.Confusion;
import dev.slipway.stats.metric.ConfusionMatrix;
import dev.slipway.stats.metric.Probabilities;
import dev.slipway.stats.metric.Regression;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Collects predictions and their truths and gives the metrics of the model's task. Not thread-safe.
final class Performance {
  private final OutcomeReader reader;
  private final List<Judged> judged = new ArrayList<>();
  private final ExpectedPerformance expected = new ExpectedPerformance();
  private long predictions;
  private long unreadable;

  Performance(OutcomeReader reader) {
    this.reader = reader;
  }

  void add(PredictionRecord record) {
    predictions++;
    if (reader.task() == Task.BINARY_CLASSIFICATION && record.scores().length > 0) {
      reader
          .probability(record.scores())
          .ifPresent(p -> expected.add(p, reader.predictsPositive(record.scores())));
    }
  }

  void add(Outcome outcome) {
    Optional<Judged> known = reader.judge(outcome.prediction().scores(), outcome.label());
    known.ifPresentOrElse(judged::add, () -> unreadable++);
  }

  long predictions() {
    return predictions;
  }

  long labelled() {
    return judged.size();
  }

  long unreadable() {
    return unreadable;
  }

  /// What the scores alone promise.
  Map<String, Double> expected() {
    return expected.metrics();
  }

  Map<String, Double> metrics() {
    Map<String, Double> metrics = new LinkedHashMap<>();
    if (!judged.isEmpty()) {
      switch (judged.getFirst()) {
        case Judged.Binary _ -> binary(metrics);
        case Judged.Class _ -> classes(metrics);
        case Judged.Number _ -> numbers(metrics);
      }
    }
    metrics.values().removeIf(value -> value.isNaN());
    return metrics;
  }

  private void binary(Map<String, Double> metrics) {
    int n = judged.size();
    double[] scores = new double[n];
    double[] decisions = new double[n];
    boolean[] truths = new boolean[n];
    boolean calibrated = true;
    for (int i = 0; i < n; i++) {
      Judged.Binary one = (Judged.Binary) judged.get(i);
      scores[i] = one.score();
      decisions[i] = one.predicted() ? 1 : 0;
      truths[i] = one.truth();
      calibrated &= one.calibrated();
    }
    Confusion confusion = Confusion.of(decisions, truths, 0.5);
    metrics.put("accuracy", confusion.accuracy());
    metrics.put("precision", confusion.precision());
    metrics.put("recall", confusion.recall());
    metrics.put("f1", confusion.f1());
    metrics.put("auc", Auc.of(scores, truths).value());
    if (calibrated) {
      metrics.put("brier", Probabilities.brier(scores, truths));
      metrics.put("log-loss", Probabilities.logLoss(scores, truths));
    }
  }

  private void classes(Map<String, Double> metrics) {
    int[] decisions = judged.stream().mapToInt(j -> ((Judged.Class) j).predicted()).toArray();
    int[] truths = judged.stream().mapToInt(j -> ((Judged.Class) j).truth()).toArray();
    int most = 0;
    for (int i = 0; i < truths.length; i++) {
      most = Math.max(most, Math.max(decisions[i], truths[i]));
    }
    ConfusionMatrix matrix = ConfusionMatrix.of(decisions, truths, most + 1);
    metrics.put("accuracy", matrix.accuracy());
    metrics.put("macro-f1", matrix.macroF1());
  }

  private void numbers(Map<String, Double> metrics) {
    double[] predicted =
        judged.stream().mapToDouble(j -> ((Judged.Number) j).predicted()).toArray();
    double[] truths = judged.stream().mapToDouble(j -> ((Judged.Number) j).truth()).toArray();
    metrics.put("mae", Regression.mae(predicted, truths));
    metrics.put("rmse", Regression.rmse(predicted, truths));
    metrics.put("r2", Regression.r2(predicted, truths));
  }
}
