package dev.slipway.lifecycle.report;

import dev.slipway.core.check.CheckReport;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/// The forms of a check report, as files of the package that was checked.
public final class Reports {
  public static final String JSON = "report.json";
  public static final String MARKDOWN = "report.md";
  public static final String HTML = "report.html";

  private Reports() {}

  /// Every form by its file name, for `PackageFolders.addFiles`.
  ///
  /// @param json the report in the platform's JSON
  public static Map<String, byte[]> files(CheckReport report, byte[] json) {
    Map<String, byte[]> files = new TreeMap<>();
    files.put(JSON, json);
    files.put(MARKDOWN, markdown(report).getBytes(StandardCharsets.UTF_8));
    files.put(HTML, html(report).getBytes(StandardCharsets.UTF_8));
    return files;
  }

  /// A comment for a pull request: the verdict in the first line, under 65,536 characters.
  public static String markdown(CheckReport report) {
    return MarkdownReport.write(report);
  }

  /// One page with everything it needs inside, readable on any screen and on paper.
  public static String html(CheckReport report) {
    return HtmlReport.write(report);
  }
}
