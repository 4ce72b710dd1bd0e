package dev.slipway.server.console;

import dev.slipway.core.watch.ColumnDrift;
import dev.slipway.core.watch.DriftReport;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/// A drift report as a table, the strongest drift first.
record DriftView(String version, String rows, Moment until, boolean drifted, List<Row> columns) {
  /// @param psiWithoutDrift what the index would stay below had nothing changed
  record Row(
      String column,
      String importance,
      String psi,
      String psiWithoutDrift,
      String margin,
      String js,
      String ks,
      String missing,
      Badge verdict,
      BinBars bars) {}

  static DriftView of(DriftReport report, Instant now) {
    List<Row> rows =
        report.columns().stream()
            .sorted(
                Comparator.comparing((ColumnDrift c) -> c.state() != ColumnDrift.State.DRIFTED)
                    .thenComparing(Comparator.comparingDouble(ColumnDrift::psi).reversed()))
            .map(DriftView::row)
            .toList();
    return new DriftView(
        "v" + report.version().number(),
        Figures.count(report.rows(), "row"),
        Moment.of(report.to(), now),
        report.hasDrifted(),
        rows);
  }

  private static Row row(ColumnDrift column) {
    boolean score = column.column().equals(DriftReport.SCORE);
    return new Row(
        score ? "score" : column.column(),
        score ? "" : Figures.percent(column.importance()),
        Figures.decimals(column.psi()),
        Figures.decimals(column.psiWithoutDrift()),
        Figures.decimals(column.margin()),
        Figures.decimals(column.js()),
        Figures.decimals(column.ks()),
        column.missing() == 0 ? "" : Figures.signedPercent(column.missing()),
        verdict(column.state()),
        BinBars.of(column));
  }

  private static Badge verdict(ColumnDrift.State state) {
    return switch (state) {
      case STABLE -> new Badge("stable", Tone.GOOD);
      case DRIFTED -> new Badge("drifted", Tone.WARN);
      case INSUFFICIENT -> new Badge("too few rows", Tone.QUIET);
      case NOT_LOGGED -> new Badge("not logged", Tone.QUIET);
    };
  }
}
