package dev.slipway.lifecycle.check;

import dev.slipway.core.check.CheckResult;
import dev.slipway.core.check.Verdict;
import dev.slipway.core.modelpackage.GoldenRows;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// The packaged model gives the scores that it gave when it was built.
final class GoldenRowsReplay implements Rule {
  @Override
  public List<CheckResult> apply(Candidate candidate) {
    GoldenRows golden = candidate.contents().golden();
    OptionalInt wrong = golden.firstDisagreement(candidate.evaluator().score(golden.rows()));
    int rows = golden.rows().rows();
    Map<String, Double> numbers = Map.of("rows", (double) rows);
    return List.of(
        wrong.isEmpty()
            ? CheckResult.of(
                "golden-rows",
                Verdict.PASS,
                "All %d golden rows give the scores that were recorded.".formatted(rows),
                numbers)
            : CheckResult.of(
                "golden-rows",
                Verdict.FAIL,
                "Golden row %d gives another score than was recorded; this is not the model that was built."
                    .formatted(
                        wrong.getAsInt() / candidate.contents().signature().output().width()),
                numbers));
  }
}
