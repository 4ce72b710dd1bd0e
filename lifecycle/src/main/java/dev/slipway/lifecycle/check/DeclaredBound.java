package dev.slipway.lifecycle.check;

import dev.slipway.core.check.CheckResult;
import dev.slipway.core.check.Verdict;
import dev.slipway.lifecycle.evaluation.Comparison;
import dev.slipway.lifecycle.evaluation.Metric;
import dev.slipway.stats.interval.Interval;
import java.util.List;
import java.util.Map;

/// The metric is at least as good as the project demands, beyond the noise of the held-out rows.
final class DeclaredBound implements Rule {
  @Override
  public List<CheckResult> apply(Candidate candidate) {
    if (candidate.metric().isEmpty() || candidate.spec().minimum().isEmpty()) {
      return List.of();
    }
    Metric metric = candidate.metric().get();
    double bound = candidate.spec().minimum().get();
    double value = metric.of(candidate.evaluation());
    Interval interval = Comparison.bounds(metric, candidate.evaluation(), Figures.LEVEL);
    boolean higher = metric.higherIsBetter();
    Verdict verdict =
        (higher ? interval.low() >= bound : interval.high() <= bound)
            ? Verdict.PASS
            : (higher ? interval.high() < bound : interval.low() > bound)
                ? Verdict.FAIL
                : Verdict.INSUFFICIENT;
    return List.of(
        CheckResult.of(
            "performance",
            verdict,
            "%s is %s (%s with 95 %% confidence); %s %s is demanded."
                .formatted(
                    metric.key(),
                    Figures.number(value),
                    Figures.range(interval),
                    higher ? "at least" : "at most",
                    Figures.number(bound)),
            Figures.ordered(
                Map.entry("value", value),
                Map.entry("low", interval.low()),
                Map.entry("high", interval.high()),
                Map.entry("bound", bound),
                Map.entry("rows", (double) candidate.evaluation().rows()))));
  }
}
