package dev.slipway.lifecycle.watch;

import dev.slipway.core.project.Project;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// What is watched of a model's traffic.
///
/// @param metric the metric that `monitor.minimumMetric` bounds, such as `auc`; empty for the task's usual
///     one
public record WatchPlan(Project.Monitor monitor, Optional<String> metric) {
  /// What is watched of a model whose project the server does not know: drift alone.
  public static final WatchPlan DEFAULT =
      new WatchPlan(
          new Project.Monitor(Duration.ofDays(1), 1000, 0.1, Map.of(), Optional.empty(), false),
          Optional.empty());

  public static WatchPlan of(Project project) {
    return new WatchPlan(project.monitor(), project.checks().metric());
  }
}
