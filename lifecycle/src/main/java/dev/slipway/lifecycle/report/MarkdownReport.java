package dev.slipway.lifecycle.report;

import dev.slipway.core.check.CheckReport;
import dev.slipway.core.check.CheckResult;
import dev.slipway.core.check.Verdict;
import java.util.List;

/// Writes a report as GitHub-flavoured Markdown. Details that would make it longer than a comment may be
/// are cut, with a word that they were.
final class MarkdownReport {
  /// What GitHub and GitLab take is 65,536 characters; the rest is room for what callers add.
  private static final int LIMIT = 60_000;

  private static final int ROWS = 60;

  private MarkdownReport() {}

  static String write(CheckReport report) {
    StringBuilder text = new StringBuilder();
    text.append("**").append(cell(Wording.verdict(report))).append("**\n\n");
    text.append(cell(Wording.compared(report))).append(" Checked at ").append(report.at());
    text.append(".\n\n| check | verdict | why |\n|---|---|---|\n");
    for (CheckResult result : report.results()) {
      text.append(
          "| %s | %s | %s |\n"
              .formatted(
                  cell(Wording.title(result)), word(result.verdict()), cell(result.reason())));
    }
    for (CheckResult result : report.results()) {
      String details = details(result);
      if (text.length() + details.length() > LIMIT) {
        text.append("\nFurther tables were left out here; they stand in report.html.\n");
        break;
      }
      text.append(details);
    }
    return text.length() <= LIMIT
        ? text.toString()
        : text.substring(0, LIMIT) + "\n\nCut here; the whole report is report.html.\n";
  }

  private static String details(CheckResult result) {
    if (result.table().size() < 2) {
      return "";
    }
    List<List<String>> rows = result.table();
    StringBuilder text = new StringBuilder();
    text.append("\n<details><summary>")
        .append(cell(Wording.title(result)))
        .append("</summary>\n\n");
    row(text, rows.getFirst());
    text.append("|---".repeat(rows.getFirst().size())).append("|\n");
    rows.stream().skip(1).limit(ROWS).forEach(cells -> row(text, cells));
    if (rows.size() - 1 > ROWS) {
      text.append("\n%d more rows stand in report.html.\n".formatted(rows.size() - 1 - ROWS));
    }
    return text.append("\n</details>\n").toString();
  }

  private static void row(StringBuilder text, List<String> cells) {
    text.append("| ")
        .append(String.join(" | ", cells.stream().map(MarkdownReport::cell).toList()))
        .append(" |\n");
  }

  private static String word(Verdict verdict) {
    return switch (verdict) {
      case PASS -> "pass";
      case FAIL -> "**fail**";
      case INSUFFICIENT -> "insufficient";
    };
  }

  /// Text that stays in its cell and brings no markup of its own.
  private static String cell(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace("|", "\\|")
        .replace("*", "\\*")
        .replace("`", "\\`")
        .replace("[", "\\[")
        .replaceAll("\\R", " ");
  }
}
