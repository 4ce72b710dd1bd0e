package dev.slipway.lifecycle.check;

import dev.slipway.core.check.CheckResult;
import dev.slipway.core.check.Verdict;
import dev.slipway.lifecycle.evaluation.Comparison;
import dev.slipway.lifecycle.evaluation.Evaluation;
import dev.slipway.lifecycle.evaluation.Metric;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// The model beats the best answer that looks at no input: the share of positives, the commonest class,
/// the median (for `mae`) or the mean of the held-out rows themselves.
final class BetterThanBaseline implements Rule {
  @Override
  public List<CheckResult> apply(Candidate candidate) {
    if (candidate.metric().isEmpty()) {
      return List.of();
    }
    Metric metric = candidate.metric().get();
    Evaluation model = candidate.evaluation();
    Evaluation baseline = baseline(metric, model);
    Comparison against = Comparison.of(metric, model, baseline, Figures.LEVEL);
    Verdict verdict =
        against.bounds().high() < 0
            ? Verdict.PASS
            : against.bounds().low() >= 0 ? Verdict.FAIL : Verdict.INSUFFICIENT;
    double value = metric.of(model);
    double constant = metric.of(baseline);
    String said =
        switch (verdict) {
          case PASS -> "beats";
          case FAIL -> "does not beat";
          case INSUFFICIENT -> "does not clearly beat";
        };
    return List.of(
        CheckResult.of(
            "performance-against-baseline",
            verdict,
            "%s is %s, which %s the %s of a constant answer; better by %s to %s with 95 %% confidence."
                .formatted(
                    metric.key(),
                    Figures.number(value),
                    said,
                    Figures.number(constant),
                    Figures.number(-against.bounds().high()),
                    Figures.number(-against.bounds().low())),
            Figures.ordered(
                Map.entry("value", value),
                Map.entry("baseline", constant),
                Map.entry("better-low", -against.bounds().high()),
                Map.entry("better-high", -against.bounds().low()),
                Map.entry("rows", (double) model.rows()))));
  }

  private static Evaluation baseline(Metric metric, Evaluation model) {
    return switch (model) {
      case Evaluation.Binary b -> {
        double share = (double) positives(b) / b.rows();
        double[] scores = new double[b.rows()];
        Arrays.fill(scores, share);
        boolean[] predicted = new boolean[b.rows()];
        // Precision, recall and F1 are best served by calling every row positive.
        boolean always =
            switch (metric) {
              case PRECISION, RECALL, F1 -> true;
              case AUC, ACCURACY, MACRO_F1, LOG_LOSS, BRIER, MAE, RMSE, R2 -> share > 0.5;
            };
        Arrays.fill(predicted, always);
        yield new Evaluation.Binary(
            b.positions(), scores, true, predicted, b.truth(), b.positive());
      }
      case Evaluation.Multiclass m -> {
        double[] shares = new double[m.classes()];
        Arrays.stream(m.truth()).filter(t -> t >= 0).forEach(t -> shares[t] += 1.0 / m.rows());
        int commonest =
            IntStream.range(0, m.classes())
                .reduce((a, b) -> shares[b] > shares[a] ? b : a)
                .orElse(0);
        double[] probabilities = new double[m.rows() * m.classes()];
        int[] predicted = new int[m.rows()];
        for (int i = 0; i < m.rows(); i++) {
          System.arraycopy(shares, 0, probabilities, i * m.classes(), m.classes());
          predicted[i] = commonest;
        }
        yield new Evaluation.Multiclass(
            m.positions(), probabilities, m.classes(), predicted, m.truth());
      }
      case Evaluation.Regression r -> {
        double[] sorted = r.truth().clone();
        Arrays.sort(sorted);
        double constant =
            metric == Metric.MAE
                ? sorted[sorted.length / 2]
                : Arrays.stream(sorted).sum() / sorted.length;
        double[] predicted = new double[r.rows()];
        Arrays.fill(predicted, constant);
        yield new Evaluation.Regression(r.positions(), predicted, r.truth());
      }
      case Evaluation.Unjudged u -> u;
    };
  }

  private static int positives(Evaluation.Binary b) {
    int positives = 0;
    for (boolean truth : b.truth()) {
      positives += truth ? 1 : 0;
    }
    return positives;
  }
}
