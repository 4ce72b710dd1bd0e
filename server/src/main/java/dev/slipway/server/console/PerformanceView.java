package dev.slipway.server.console;

import dev.slipway.core.watch.PerformanceReport;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;

/// Live performance beside what was expected: with labels, estimated without, and as built.
///
/// @param labelled how many predictions have their truth, in words
record PerformanceView(
    String version, String labelled, boolean anyLabels, Moment until, List<Row> metrics) {
  /// @param worse whether live lies on the wrong side of what was held out by more than a twentieth
  record Row(String metric, String live, String expected, String heldOut, boolean worse) {}

  static PerformanceView of(PerformanceReport report, Instant now) {
    TreeSet<String> names = new TreeSet<>(Metrics.READING_ORDER);
    names.addAll(report.metrics().keySet());
    names.addAll(report.expected().keySet());
    List<Row> rows =
        names.stream()
            .map(name ->
                new Row(
                    Metrics.label(name),
                    Metrics.shown(report.metrics().get(name)),
                    Metrics.shown(report.expected().get(name)),
                    Metrics.shown(report.heldOut().get(name)),
                    Metrics.worse(name, report.metrics().get(name), report.heldOut().get(name))))
            .toList();
    String labelled =
        "%s of %s labelled%s"
            .formatted(
                Figures.count(report.labelled()),
                Figures.count(report.predictions()),
                report.unreadable() == 0
                    ? ""
                    : ", " + Figures.count(report.unreadable()) + " unreadable");
    return new PerformanceView(
        "v" + report.version().number(),
        labelled,
        report.labelled() > 0,
        Moment.of(report.to(), now),
        rows);
  }
}
