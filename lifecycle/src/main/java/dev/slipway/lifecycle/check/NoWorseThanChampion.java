package dev.slipway.lifecycle.check;

import dev.slipway.core.check.CheckResult;
import dev.slipway.core.check.Verdict;
import dev.slipway.lifecycle.evaluation.Comparison;
import dev.slipway.lifecycle.evaluation.Evaluation;
import dev.slipway.lifecycle.evaluation.Metric;
import java.util.List;
import java.util.Map;

/// The model is not worse than the champion on the same rows by more than the tolerance, beyond noise.
final class NoWorseThanChampion implements Rule {
  private static final String NAME = "performance-against-champion";

  @Override
  public List<CheckResult> apply(Candidate candidate) {
    if (candidate.metric().isEmpty() || candidate.champion().isEmpty()) {
      return List.of();
    }
    Metric metric = candidate.metric().get();
    Candidate.Champion champion = candidate.champion().get();
    if (champion.evaluation().isEmpty()) {
      return List.of(
          CheckResult.of(
              NAME,
              Verdict.INSUFFICIENT,
              "The champion %s cannot be compared: %s."
                  .formatted(champion.version(), champion.reason()),
              Map.of()));
    }
    Evaluation other = champion.evaluation().get();
    Comparison against = Comparison.of(metric, candidate.evaluation(), other, Figures.LEVEL);
    double tolerance = candidate.spec().tolerance();
    Verdict verdict =
        against.bounds().high() <= tolerance
            ? Verdict.PASS
            : against.bounds().low() > tolerance ? Verdict.FAIL : Verdict.INSUFFICIENT;
    double value = metric.of(candidate.evaluation());
    double theirs = metric.of(other);
    return List.of(
        CheckResult.of(
            NAME,
            verdict,
            "%s is %s, the champion %s has %s: %s by %s, at worst worse by %s with 95 %% confidence; %s is accepted."
                .formatted(
                    metric.key(),
                    Figures.number(value),
                    champion.version(),
                    Figures.number(theirs),
                    against.worse() > 0 ? "worse" : "better",
                    Figures.number(Math.abs(against.worse())),
                    Figures.number(Math.max(0, against.bounds().high())),
                    Figures.number(tolerance)),
            Figures.ordered(
                Map.entry("value", value),
                Map.entry("champion", theirs),
                Map.entry("worse", against.worse()),
                Map.entry("worse-low", against.bounds().low()),
                Map.entry("worse-high", against.bounds().high()),
                Map.entry("tolerance", tolerance),
                Map.entry("rows", (double) candidate.evaluation().rows()))));
  }
}
