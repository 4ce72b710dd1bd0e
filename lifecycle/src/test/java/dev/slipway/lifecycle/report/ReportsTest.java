package dev.slipway.lifecycle.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.check.CheckReport;
import dev.slipway.core.check.CheckResult;
import dev.slipway.core.check.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportsTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  @Test
  void firstLineOfMarkdownIsTheVerdict() {
    String markdown = Reports.markdown(report(3));

    assertThat(markdown.lines().findFirst())
        .contains("**late: checks failed (1 failed, 1 insufficient, 1 passed)**");
    assertThat(markdown)
        .contains("| Performance | **fail** | auc is 0.5 |")
        .contains("Compared with the champion late:1.")
        .contains("<details><summary>Fairness by origin</summary>");
  }

  @Test
  void markdownStaysShorterThanACommentMayBe() {
    List<CheckResult> many = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      many.add(fairness("fairness-by-column" + i, 500));
    }

    String markdown = Reports.markdown(new CheckReport("late", NOW, "", many));

    assertThat(markdown.length()).isLessThan(65_536);
    assertThat(markdown).contains("report.html");
  }

  @Test
  void valuesCannotBreakOutOfMarkdownOrHtml() {
    CheckReport hostile =
        new CheckReport(
            "late",
            NOW,
            "",
            List.of(
                new CheckResult(
                    "fairness-by-<b>",
                    Verdict.PASS,
                    "a | b <script>alert(1)</script>\nnext",
                    Map.of(),
                    List.of(List.of("group"), List.of("<img src=x>|\"")))));

    assertThat(Reports.markdown(hostile)).doesNotContain("<script>", "<img").contains("a \\| b");
    assertThat(Reports.html(hostile))
        .doesNotContain("<script>", "<img")
        .contains("&lt;img src=x&gt;|&quot;");
  }

  @Test
  void htmlStandsAlone() {
    String html = Reports.html(report(3));

    assertThat(html)
        .startsWith("<!doctype html>")
        .contains("<h1>late: checks failed (1 failed, 1 insufficient, 1 passed)</h1>")
        .contains("<td>G2</td>")
        .doesNotContain("http://", "https://", "<script");
  }

  @Test
  void everyFormIsAFileOfThePackage() {
    assertThat(Reports.files(report(3), new byte[] {1}).keySet())
        .containsExactly("report.html", "report.json", "report.md");
  }

  private static CheckReport report(int groups) {
    return new CheckReport(
        "late",
        NOW,
        "late:1",
        List.of(
            CheckResult.of("performance", Verdict.FAIL, "auc is 0.5", Map.of("value", 0.5)),
            CheckResult.of("size", Verdict.PASS, "small", Map.of("bytes", 12_345.0)),
            fairness("fairness-by-origin", groups)));
  }

  private static CheckResult fairness(String name, int groups) {
    List<List<String>> table = new ArrayList<>();
    table.add(List.of("group", "rows"));
    for (int i = 0; i < groups; i++) {
      table.add(List.of("G" + i, "100"));
    }
    return new CheckResult(name, Verdict.INSUFFICIENT, "too few rows", Map.of(), table);
  }
}
