package dev.slipway.lifecycle.check;

import dev.slipway.core.check.CheckResult;
import dev.slipway.core.check.Verdict;
import dev.slipway.core.table.Column;
import dev.slipway.core.table.Table;
import dev.slipway.lifecycle.evaluation.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// The metric survives that a tenth of the input cells, drawn with a fixed seed, are missing.
final class MissingValues implements Rule {
  private static final double SHARE = 0.1;
  private static final long SEED = 20_010_101;

  @Override
  public List<CheckResult> apply(Candidate candidate) {
    if (candidate.metric().isEmpty()) {
      return List.of();
    }
    Metric metric = candidate.metric().get();
    Table damaged = damaged(candidate);
    double before = metric.of(candidate.evaluation());
    double after = metric.of(candidate.evaluator().evaluate(damaged));
    double loss = metric.higherIsBetter() ? before - after : after - before;
    boolean relative = metric == Metric.MAE || metric == Metric.RMSE;
    double drop = relative && before > 0 ? loss / before : loss;
    double limit = candidate.spec().robustnessDrop();
    return List.of(
        CheckResult.of(
            "robustness-to-missing-values",
            drop <= limit ? Verdict.PASS : Verdict.FAIL,
            "%s goes from %s to %s when a tenth of the cells are missing: worse by %s%s; at most %s is accepted."
                .formatted(
                    metric.key(),
                    Figures.number(before),
                    Figures.number(after),
                    Figures.number(drop),
                    relative ? " of it" : "",
                    Figures.number(limit)),
            Figures.ordered(
                Map.entry("before", before),
                Map.entry("after", after),
                Map.entry("drop", drop),
                Map.entry("limit", limit))));
  }

  private static Table damaged(Candidate candidate) {
    SplittableRandom random = new SplittableRandom(SEED);
    Table table = candidate.heldOut();
    List<Object> cells = new ArrayList<>();
    for (int c = 0; c < table.schema().size(); c++) {
      Column column = table.schema().columns().get(c);
      boolean input = candidate.contents().signature().indexOf(column.name()) >= 0;
      boolean target = column.name().equals(candidate.contents().target().column());
      if (column.type().numeric()) {
        double[] numbers = table.numbers(c).clone();
        for (int r = 0; input && !target && r < numbers.length; r++) {
          numbers[r] = random.nextDouble() < SHARE ? Table.NULL : numbers[r];
        }
        cells.add(numbers);
      } else {
        @Nullable String[] texts = table.texts(c).clone();
        for (int r = 0; input && !target && r < texts.length; r++) {
          texts[r] = random.nextDouble() < SHARE ? null : texts[r];
        }
        cells.add(texts);
      }
    }
    return new Table(table.schema(), table.rows(), cells);
  }
}
