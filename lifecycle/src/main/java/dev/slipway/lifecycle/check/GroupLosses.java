package dev.slipway.lifecycle.check;

import dev.slipway.core.check.CheckResult;
import dev.slipway.core.check.Verdict;
import dev.slipway.lifecycle.evaluation.Evaluation;
import dev.slipway.stats.interval.Interval;
import dev.slipway.stats.interval.Normal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Compares the mean absolute errors of groups with that of the largest group: the ratio of the smaller
/// to the greater must not be below a limit.
///
/// The bounds of a ratio of means are those of its logarithm by the delta method, at the level
/// `1 - alpha / comparisons` (Bonferroni).
final class GroupLosses {
  private GroupLosses() {}

  private record Loss(String group, long rows, double mean, double standardError) {}

  static CheckResult judge(
      String column,
      Evaluation.Regression regression,
      Map<String, int[]> groups,
      double limit,
      long leastRows,
      double alpha) {
    List<Loss> losses = new ArrayList<>();
    groups.forEach((name, rows) -> losses.add(loss(name, regression.pick(rows))));
    losses.sort(Comparator.comparingLong(Loss::rows).reversed());
    List<Loss> judged = losses.stream().filter(l -> l.rows() >= leastRows && l.mean() > 0).toList();
    Loss base = judged.stream().max(Comparator.comparingLong(Loss::rows)).orElse(null);
    double level = 1 - alpha / Math.max(1, judged.size() - 1);
    List<List<String>> table = new ArrayList<>();
    table.add(List.of("group", "rows", "mean absolute error", "ratio", "verdict"));
    int failed = 0;
    int open = 0;
    for (Loss loss : losses) {
      if (base == null || !judged.contains(loss)) {
        table.add(row(loss, "", "not assessable"));
        continue;
      }
      if (loss.equals(base)) {
        table.add(row(loss, "", "reference"));
        continue;
      }
      Interval ratio = ratio(loss, base, level);
      boolean fails = ratio.high() < limit;
      boolean passes = ratio.low() >= limit;
      failed += fails ? 1 : 0;
      open += fails || passes ? 0 : 1;
      table.add(row(loss, Figures.range(ratio), fails ? "fail" : passes ? "pass" : "insufficient"));
    }
    Verdict verdict =
        failed > 0
            ? Verdict.FAIL
            : open > 0 || judged.size() < 2 ? Verdict.INSUFFICIENT : Verdict.PASS;
    return new CheckResult(
        "fairness-by-" + column,
        verdict,
        "Of %d groups compared by their mean absolute error, %d fail and %d cannot be decided (ratio at least %s); %d groups are not assessable."
            .formatted(
                Math.max(0, judged.size() - 1),
                failed,
                open,
                Figures.number(limit),
                losses.size() - judged.size()),
        Figures.ordered(
            Map.entry("groups", (double) losses.size()),
            Map.entry("failed", (double) failed),
            Map.entry("undecided", (double) open),
            Map.entry("not-assessable", (double) (losses.size() - judged.size())),
            Map.entry("ratio-limit", limit)),
        table);
  }

  private static Loss loss(String group, Evaluation.Regression r) {
    int n = r.rows();
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double error = Math.abs(r.predicted()[i] - r.truth()[i]);
      sum += error;
      squares += error * error;
    }
    double mean = sum / n;
    double variance = n < 2 ? 0 : Math.max(0, (squares - n * mean * mean) / (n - 1));
    return new Loss(group, n, mean, Math.sqrt(variance / n));
  }

  /// The bounds of the smaller mean over the greater, so at most 1.
  private static Interval ratio(Loss loss, Loss base, double level) {
    double log = Math.abs(Math.log(loss.mean() / base.mean()));
    double spread =
        Normal.twoSided(level)
            * Math.hypot(loss.standardError() / loss.mean(), base.standardError() / base.mean());
    return new Interval(Math.exp(-(log + spread)), Math.exp(-Math.max(0, log - spread)));
  }

  private static List<String> row(Loss loss, String ratio, String verdict) {
    return List.of(
        loss.group(), String.valueOf(loss.rows()), Figures.number(loss.mean()), ratio, verdict);
  }
}
