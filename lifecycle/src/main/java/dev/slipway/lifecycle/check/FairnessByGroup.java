package dev.slipway.lifecycle.check;

import dev.slipway.core.check.CheckResult;
import dev.slipway.core.check.Verdict;
import dev.slipway.lifecycle.evaluation.Evaluation;
import dev.slipway.stats.fairness.Disparity;
import dev.slipway.stats.fairness.Fairness;
import dev.slipway.stats.fairness.FairnessGate;
import dev.slipway.stats.fairness.Group;
import dev.slipway.stats.metric.Confusion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The model treats the groups of each sensitive column alike. Groups with too few rows for any statement
/// are listed as not assessable, never dropped.
final class FairnessByGroup implements Rule {
  private static final double ALPHA = 0.05;
  private static final long LEAST_ROWS = 30;

  @Override
  public List<CheckResult> apply(Candidate candidate) {
    List<CheckResult> results = new ArrayList<>();
    for (String column : candidate.contents().target().sensitive()) {
      if (candidate.heldOut().schema().indexOf(column) < 0) {
        results.add(
            CheckResult.of(
                "fairness-by-" + column,
                Verdict.INSUFFICIENT,
                "The held-out rows have no column '%s'; keep it in the test table, even where it is no input."
                    .formatted(column),
                Map.of()));
        continue;
      }
      Map<String, int[]> groups = Groups.by(column, candidate.heldOut(), candidate.evaluation());
      switch (candidate.evaluation()) {
        case Evaluation.Binary b -> results.add(decisions(column, b, groups, candidate));
        case Evaluation.Regression r ->
            results.add(
                GroupLosses.judge(
                    column, r, groups, candidate.spec().fairnessRatio(), LEAST_ROWS, ALPHA));
        case Evaluation.Multiclass _, Evaluation.Unjudged _ ->
            results.add(
                CheckResult.of(
                    "fairness-by-" + column,
                    Verdict.INSUFFICIENT,
                    "Fairness is judged for binary classifiers and regressions only.",
                    Map.of()));
      }
    }
    return results;
  }

  private static CheckResult decisions(
      String column, Evaluation.Binary b, Map<String, int[]> rows, Candidate candidate) {
    List<Group> groups = new ArrayList<>();
    rows.forEach((name, picked) -> groups.add(new Group(name, b.pick(picked).confusion())));
    double ratio = candidate.spec().fairnessRatio();
    double gap = candidate.spec().fairnessGap();
    Fairness fairness =
        new FairnessGate(ratio, gap, ALPHA, LEAST_ROWS).judge(groups, Optional.empty());
    return new CheckResult(
        "fairness-by-" + column,
        switch (fairness.verdict()) {
          case PASS -> Verdict.PASS;
          case FAIL -> Verdict.FAIL;
          case INSUFFICIENT -> Verdict.INSUFFICIENT;
        },
        reason(column, fairness, ratio, gap),
        Figures.ordered(
            Map.entry("groups", (double) groups.size()),
            Map.entry("not-assessable", (double) fairness.notAssessable().size()),
            Map.entry("ratio-limit", ratio),
            Map.entry("gap-limit", gap)),
        table(groups, fairness));
  }

  private static String reason(String column, Fairness fairness, double ratio, double gap) {
    if (fairness.disparities().isEmpty()) {
      return "Fewer than two groups of '%s' have %d positive and %d negative rows; %d are not assessable."
          .formatted(column, LEAST_ROWS, LEAST_ROWS, fairness.notAssessable().size());
    }
    long failed = count(fairness, Disparity.Verdict.FAIL);
    long open = count(fairness, Disparity.Verdict.INSUFFICIENT);
    return "Of %d comparisons with '%s', %d fail and %d cannot be decided (ratio of selection rates at least %s, rates apart by at most %s); %d groups are not assessable."
        .formatted(
            fairness.disparities().size(),
            fairness.reference(),
            failed,
            open,
            Figures.number(ratio),
            Figures.number(gap),
            fairness.notAssessable().size());
  }

  private static long count(Fairness fairness, Disparity.Verdict verdict) {
    return fairness.disparities().stream().filter(d -> d.verdict() == verdict).count();
  }

  private static List<List<String>> table(List<Group> groups, Fairness fairness) {
    List<List<String>> table = new ArrayList<>();
    table.add(
        List.of(
            "group", "rows", "selected", "true positive rate", "false positive rate", "verdict"));
    List<Group> largestFirst =
        groups.stream()
            .sorted(Comparator.comparingLong((Group g) -> g.confusion().total()).reversed())
            .toList();
    for (Group group : largestFirst) {
      Confusion c = group.confusion();
      table.add(
          List.of(
              group.name(),
              String.valueOf(c.total()),
              Figures.number(c.selectionRate()),
              Figures.number(c.recall()),
              Figures.number(c.falsePositiveRate()),
              verdict(group.name(), fairness)));
    }
    return table;
  }

  private static String verdict(String group, Fairness fairness) {
    if (fairness.notAssessable().contains(group)) {
      return "not assessable";
    }
    if (group.equals(fairness.reference())) {
      return "reference";
    }
    return fairness.disparities().stream()
        .filter(d -> d.group().equals(group))
        .map(Disparity::verdict)
        .reduce((a, b) -> worse(a, b))
        .map(v -> v.name().toLowerCase(Locale.ROOT))
        .orElse("not assessable");
  }

  private static Disparity.Verdict worse(Disparity.Verdict a, Disparity.Verdict b) {
    if (a == Disparity.Verdict.FAIL || b == Disparity.Verdict.FAIL) {
      return Disparity.Verdict.FAIL;
    }
    return a == Disparity.Verdict.PASS ? b : a;
  }
}
