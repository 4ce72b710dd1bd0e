package dev.slipway.lifecycle.check;

import dev.slipway.core.check.CheckResult;
import dev.slipway.core.check.Verdict;
import dev.slipway.core.expectation.FieldRules;
import dev.slipway.core.expectation.ValueRule;
import dev.slipway.core.model.Rows;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The package refuses none of the held-out rows: limits that a project declares would else keep callers from
/// asking about rows like those. Says nothing where nothing is declared and no row is refused.
final class AcceptedRows implements Rule {
  @Override
  public List<CheckResult> apply(Candidate candidate) {
    List<FieldRules> inputs =
        FieldRules.of(candidate.contents().signature(), candidate.contents().profile());
    Rows rows = Rows.of(candidate.contents().signature(), candidate.heldOut());
    Map<String, Integer> broken = new TreeMap<>();
    int refused = 0;
    for (int r = 0; r < rows.size(); r++) {
      int before = refused;
      for (int c = 0; c < inputs.size(); c++) {
        for (ValueRule rule : inputs.get(c).refusing()) {
          if (breaks(rule, rows, r, c)) {
            broken.merge(inputs.get(c).field().name() + " " + rule.rule().label(), 1, Integer::sum);
            refused = before + 1;
          }
        }
      }
    }
    boolean declared = inputs.stream().anyMatch(input -> input.field().declared().isPresent());
    if (refused == 0 && !declared) {
      return List.of();
    }
    return List.of(
        CheckResult.of(
            "accepted-rows",
            refused == 0 ? Verdict.PASS : Verdict.FAIL,
            refused == 0
                ? "No held-out row breaks what is declared of the inputs."
                : "A server would refuse %,d of %,d held-out rows, by %s; correct the rows or 'model.features'."
                    .formatted(refused, rows.size(), String.join(", ", broken.keySet())),
            Figures.ordered(
                Map.entry("refused", (double) refused), Map.entry("rows", (double) rows.size()))));
  }

  private static boolean breaks(ValueRule rule, Rows rows, int row, int column) {
    if (rule.brokenBy(rows.number(row, column))) {
      return true;
    }
    @Nullable String text = rows.hasTexts() ? rows.text(row, column) : null;
    return text != null && rule.brokenBy(text);
  }
}
