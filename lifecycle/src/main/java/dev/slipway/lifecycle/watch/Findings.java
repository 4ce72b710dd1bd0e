package dev.slipway.lifecycle.watch;

import dev.slipway.core.model.Task;
import dev.slipway.core.watch.ColumnDrift;
import dev.slipway.core.watch.DriftReport;
import dev.slipway.core.watch.PerformanceReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What in a report is worth an alert.
final class Findings {
  private static final Set<String> ERRORS =
      Set.of("mae", "rmse", "brier", "log-loss", "calibration-error");
  private static final int NAMED = 3;

  private Findings() {}

  /// @param kind the rule that found it
  /// @param numbers what it rests on; for drift the index of each named column
  record Finding(String kind, String reason, Map<String, Double> numbers) {}

  /// Columns that drifted.
  static Optional<Finding> drift(DriftReport report) {
    List<ColumnDrift> drifted = report.drifted();
    if (drifted.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Double> numbers = new LinkedHashMap<>();
    drifted.forEach(column -> numbers.put(column.column(), column.psi()));
    String names =
        drifted.stream()
            .limit(NAMED)
            .map(c -> String.format(Locale.ROOT, "%s (PSI %.2f)", c.column(), c.psi()))
            .collect(Collectors.joining(", "));
    String more = drifted.size() > NAMED ? " and %d more".formatted(drifted.size() - NAMED) : "";
    return Optional.of(
        new Finding(
            "drift",
            "%s%s drifted from training in %,d rows".formatted(names, more, report.rows()),
            numbers));
  }

  /// A metric beyond the plan's bound, with as many labelled rows as the plan asks for.
  static Optional<Finding> performance(PerformanceReport report, WatchPlan plan, Task task) {
    String metric = plan.metric().orElse(usual(task));
    Optional<Double> bound = plan.monitor().minimumMetric();
    Double value = report.metrics().get(metric);
    if (bound.isEmpty() || value == null || report.labelled() < plan.monitor().minRows()) {
      return Optional.empty();
    }
    boolean smallIsGood = ERRORS.contains(metric);
    if (smallIsGood ? value <= bound.get() : value >= bound.get()) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            "performance",
            String.format(
                Locale.ROOT,
                "%s is %.4f over %,d labelled predictions, %s %.4f",
                metric,
                value,
                report.labelled(),
                smallIsGood ? "above" : "below",
                bound.get()),
            Map.of(metric, value, "labelled", (double) report.labelled(), "bound", bound.get())));
  }

  private static String usual(Task task) {
    return switch (task) {
      case BINARY_CLASSIFICATION -> "auc";
      case MULTICLASS_CLASSIFICATION -> "accuracy";
      case REGRESSION, OTHER -> "mae";
    };
  }
}
