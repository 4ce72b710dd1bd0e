package dev.slipway.lifecycle.report;

import dev.slipway.core.check.CheckReport;
import dev.slipway.core.check.CheckResult;
import dev.slipway.core.check.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The words that every form of a report shares.
final class Wording {
  private Wording() {}

  /// Such as "flight-delay: checks failed (1 failed, 2 insufficient, 6 passed)".
  static String verdict(CheckReport report) {
    String outcome =
        switch (report.verdict()) {
          case PASS -> "all checks passed";
          case FAIL -> "checks failed";
          case INSUFFICIENT -> "evidence is insufficient";
        };
    List<String> counts = new ArrayList<>();
    count(report, Verdict.FAIL, "failed", counts);
    count(report, Verdict.INSUFFICIENT, "insufficient", counts);
    count(report, Verdict.PASS, "passed", counts);
    return "%s: %s (%s)".formatted(report.model(), outcome, String.join(", ", counts));
  }

  static String compared(CheckReport report) {
    return report.champion().isEmpty()
        ? "There was no champion to compare with."
        : "Compared with the champion " + report.champion() + ".";
  }

  /// `fairness-by-origin` as "Fairness by origin".
  static String title(CheckResult result) {
    String words = result.check().replace('-', ' ');
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  private static void count(CheckReport report, Verdict verdict, String word, List<String> counts) {
    long count = report.results().stream().filter(r -> r.verdict() == verdict).count();
    if (count > 0) {
      counts.add(count + " " + word);
    }
  }
}
