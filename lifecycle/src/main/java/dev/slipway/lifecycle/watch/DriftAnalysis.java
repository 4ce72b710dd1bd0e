package dev.slipway.lifecycle.watch;

import dev.slipway.core.profile.ColumnProfile;
import dev.slipway.core.project.Project;
import dev.slipway.core.registry.VersionId;
import dev.slipway.core.route.Environment;
import dev.slipway.core.watch.ColumnDrift;
import dev.slipway.core.watch.DriftReport;
import dev.slipway.stats.drift.DriftResult;
import dev.slipway.stats.drift.DriftTest;
import dev.slipway.stats.drift.EValues;
import dev.slipway.stats.drift.MissingRate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Tests every column for drift that matters, and names those that drifted.
///
/// A column's index is tested against the margin of the monitor's plan, not against zero, so that a large
/// window does not alarm at differences that nobody minds. Many columns are looked at together, so the
/// ones named are those that the e-Benjamini-Hochberg rule keeps: at most a share [#ALPHA] of them is
/// named wrongly, however the columns depend on each other. A column whose cells went missing by surely
/// more than a hundredth is named too: that is broken data.
final class DriftAnalysis {
  static final double ALPHA = 0.01;

  private final Project.Monitor monitor;
  private final Map<String, Double> importance;

  DriftAnalysis(Project.Monitor monitor, Map<String, Double> importance) {
    this.monitor = monitor;
    this.importance = importance;
  }

  DriftReport report(
      String endpoint,
      Environment environment,
      VersionId version,
      Instant from,
      Instant to,
      TrafficProfile traffic) {
    List<ColumnProfile> reference = traffic.reference();
    List<ColumnProfile> live = traffic.live();
    int count = reference.size();
    List<ComparedCells> cells = new ArrayList<>();
    List<DriftResult> results = new ArrayList<>();
    double[] eValues = new double[count];
    double[] weights = new double[count];
    for (int c = 0; c < count; c++) {
      ComparedCells compared = ComparedCells.of(reference.get(c), live.get(c));
      DriftResult result =
          compared.test(new DriftTest(margin(reference.get(c).name()), monitor.minRows()));
      cells.add(compared);
      results.add(result);
      weights[c] = weight(reference.get(c).name(), count);
      eValues[c] =
          switch (result) {
            case DriftResult.Tested tested -> tested.eValue();
            case DriftResult.Insufficient _ -> 0;
          };
    }
    boolean[] named = EValues.named(eValues, ALPHA);
    List<ColumnDrift> columns = new ArrayList<>();
    for (int c = 0; c < count; c++) {
      columns.add(
          column(
              reference.get(c),
              live.get(c),
              cells.get(c),
              results.get(c),
              traffic.withholds(reference.get(c).name())
                  ? ColumnDrift.State.NOT_LOGGED
                  : ColumnDrift.State.INSUFFICIENT,
              weights[c],
              named[c]));
    }
    double together = count == 0 ? 0 : EValues.mean(eValues, weights);
    return new DriftReport(
        endpoint,
        environment,
        version,
        from,
        to,
        traffic.rows(),
        monitor.minRows(),
        together,
        ALPHA,
        columns);
  }

  private ColumnDrift column(
      ColumnProfile reference,
      ColumnProfile live,
      ComparedCells cells,
      DriftResult result,
      ColumnDrift.State tooFew,
      double weight,
      boolean named) {
    String name = reference.name();
    double missing = live.missingRate() - reference.missingRate();
    return switch (result) {
      case DriftResult.Insufficient few ->
          new ColumnDrift(
              name,
              tooFew,
              few.referenceRows(),
              few.currentRows(),
              0,
              0,
              0,
              0,
              margin(name),
              1,
              0,
              weight,
              missing,
              cells.bins());
      case DriftResult.Tested tested ->
          new ColumnDrift(
              name,
              named || wentMissing(reference, live)
                  ? ColumnDrift.State.DRIFTED
                  : ColumnDrift.State.STABLE,
              tested.referenceRows(),
              tested.currentRows(),
              tested.psi(),
              tested.nullLimit(),
              tested.jensenShannon(),
              Double.isNaN(tested.kolmogorovSmirnov())
                  ? tested.greatestDifference()
                  : tested.kolmogorovSmirnov(),
              tested.delta(),
              tested.pValue(),
              tested.eValue(),
              weight,
              missing,
              cells.bins());
    };
  }

  private static boolean wentMissing(ColumnProfile reference, ColumnProfile live) {
    return reference.count() > 0
        && live.count() > 0
        && MissingRate.of(
                missing(reference), reference.count(), missing(live), live.count(), 1 - ALPHA)
            .rose(MissingRate.MARGIN);
  }

  private static long missing(ColumnProfile column) {
    return Math.round(column.missingRate() * column.count());
  }

  private double margin(String column) {
    return monitor.columnPsi().getOrDefault(column, monitor.psi());
  }

  /// The score weighs as much as an average input; the rest is divided by importance.
  private double weight(String column, int count) {
    double even = 1.0 / count;
    if (importance.isEmpty() || column.equals(DriftReport.SCORE)) {
      return even;
    }
    return importance.getOrDefault(column, 0.0);
  }
}
