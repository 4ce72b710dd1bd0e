package dev.slipway.server.console;

import dev.slipway.core.registry.VersionId;
import dev.slipway.core.route.Environment;
import dev.slipway.core.watch.ColumnDrift;
import dev.slipway.core.watch.DriftReport;
import dev.slipway.core.watch.PerformanceReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What monitoring found at the sample's `flight-delay`: two of its columns have drifted.
final class SampleFindings implements Findings {
  private static final VersionId TWO = new VersionId("flight-delay", 2);

  @Override
  public Optional<DriftReport> drift(String endpoint, Environment environment) {
    if (!endpoint.equals("flight-delay") || environment != Environment.PRODUCTION) {
      return Optional.empty();
    }
    return Optional.of(
        new DriftReport(
            endpoint,
            environment,
            TWO,
            ConsoleSample.ago(Duration.ofHours(1)),
            ConsoleSample.NOW,
            18_402,
            200,
            412.0,
            0.01,
            List.of(
                column("origin", ColumnDrift.State.DRIFTED, 0.412, 0.231, 0.198, 0.31, 7),
                column("destination", ColumnDrift.State.STABLE, 0.021, 0.049, 0.031, 0.07, 2),
                column("distance", ColumnDrift.State.STABLE, 0.014, 0.041, 0.022, 0.11, 1),
                column("departure_hour", ColumnDrift.State.DRIFTED, 0.187, 0.150, 0.142, 0.27, 4),
                column(
                    "previous_delay", ColumnDrift.State.INSUFFICIENT, 0.032, 0.061, 0.040, 0.24, 2),
                column(DriftReport.SCORE, ColumnDrift.State.STABLE, 0.044, 0.074, 0.061, 0, 2))));
  }

  @Override
  public Optional<PerformanceReport> performance(String endpoint, Environment environment) {
    if (!endpoint.equals("flight-delay") || environment != Environment.PRODUCTION) {
      return Optional.empty();
    }
    return Optional.of(
        new PerformanceReport(
            endpoint,
            environment,
            TWO,
            ConsoleSample.ago(Duration.ofHours(1)),
            ConsoleSample.NOW,
            18_402,
            2_310,
            0,
            metrics(0.784, 0.561, 0.322, 0.409, 0.702, 0.158),
            metrics(0.796, 0.589, 0.361, 0.448, 0.729, 0.147),
            metrics(0.800, 0.594, 0.392, 0.466, 0.741, 0.143)));
  }

  private static Map<String, Double> metrics(
      double accuracy, double precision, double recall, double f1, double auc, double brier) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("accuracy", accuracy);
    metrics.put("precision", precision);
    metrics.put("recall", recall);
    metrics.put("f1", f1);
    metrics.put("auc", auc);
    metrics.put("brier", brier);
    return metrics;
  }

  /// Ten bins; the greater `shift`, the further the live rows lean to the right.
  private static ColumnDrift column(
      String name,
      ColumnDrift.State state,
      double psi,
      double js,
      double ks,
      double importance,
      int shift) {
    List<ColumnDrift.Bin> bins = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      long reference = 4_000 + (i * 7919L % 1300);
      long live = Math.max(120, 1_500 + shift * (i * 80L - 300) + i * 4327L % 260);
      bins.add(new ColumnDrift.Bin("bin " + (i + 1), reference, live));
    }
    return new ColumnDrift(
        name,
        state,
        46_571,
        18_402,
        psi,
        0.013,
        js,
        ks,
        0.1,
        0.001,
        40,
        importance,
        name.equals("previous_delay") ? 0.012 : 0,
        bins);
  }
}
