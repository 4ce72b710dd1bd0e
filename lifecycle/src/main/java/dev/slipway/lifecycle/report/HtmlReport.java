package dev.slipway.lifecycle.report;

import dev.slipway.core.check.CheckReport;
import dev.slipway.core.check.CheckResult;
import dev.slipway.core.check.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// Writes a report as one HTML page without scripts or anything fetched.
final class HtmlReport {
  private HtmlReport() {}

  static String write(CheckReport report) {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>%s</title>
        <style>
        %s</style>
        </head>
        <body>
        <main>
        <header class="%s">
        <p class="eyebrow">Check report</p>
        <h1>%s</h1>
        <p>%s Checked at <time>%s</time>.</p>
        </header>
        """
            .formatted(
                text(Wording.verdict(report)),
                style(),
                name(report.verdict()),
                text(Wording.verdict(report)),
                text(Wording.compared(report)),
                report.at()));
    page.append("<ul class=\"summary\">\n");
    for (CheckResult result : report.results()) {
      page.append(
          "<li class=\"%s\"><a href=\"#%s\">%s</a></li>\n"
              .formatted(
                  name(result.verdict()), text(result.check()), text(Wording.title(result))));
    }
    page.append("</ul>\n");
    report.results().forEach(result -> section(page, result));
    return page.append("</main>\n</body>\n</html>\n").toString();
  }

  private static void section(StringBuilder page, CheckResult result) {
    page.append(
        """
        <section id="%s" class="%s">
        <h2>%s <span class="badge">%s</span></h2>
        <p>%s</p>
        """
            .formatted(
                text(result.check()),
                name(result.verdict()),
                text(Wording.title(result)),
                name(result.verdict()),
                text(result.reason())));
    if (result.table().size() > 1) {
      table(page, result.table());
    }
    if (!result.numbers().isEmpty()) {
      page.append("<details><summary>Numbers</summary><dl>\n");
      result
          .numbers()
          .forEach((key, value) ->
              page.append(
                  "<div><dt>%s</dt><dd>%s</dd></div>\n".formatted(text(key), number(value))));
      page.append("</dl></details>\n");
    }
    page.append("</section>\n");
  }

  private static void table(StringBuilder page, List<List<String>> rows) {
    page.append("<div class=\"scroll\"><table>\n<thead><tr>");
    rows.getFirst().forEach(cell -> page.append("<th>").append(text(cell)).append("</th>"));
    page.append("</tr></thead>\n<tbody>\n");
    for (List<String> row : rows.subList(1, rows.size())) {
      page.append("<tr>");
      row.forEach(cell -> page.append("<td>").append(text(cell)).append("</td>"));
      page.append("</tr>\n");
    }
    page.append("</tbody></table></div>\n");
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? String.format(Locale.ROOT, "%,d", (long) value)
        : String.format(Locale.ROOT, "%.6g", value);
  }

  private static String name(Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT);
  }

  private static String text(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static String style() {
    try (InputStream in = HtmlReport.class.getResourceAsStream("report.css")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the style sheet on the class path cannot be read", e);
    }
  }
}
