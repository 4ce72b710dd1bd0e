package dev.slipway.lifecycle.watch;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.modelpackage.ModelPackage;
import dev.slipway.core.prediction.PredictionLog;
import dev.slipway.core.prediction.PredictionRecord;
import dev.slipway.core.registry.VersionId;
import dev.slipway.core.route.Environment;
import dev.slipway.core.route.Routes;
import dev.slipway.core.route.Variant;
import dev.slipway.core.watch.DriftReport;
import dev.slipway.core.watch.PerformanceReport;
import dev.slipway.lifecycle.outcome.PackagedModels;
import java.time.Instant;

/// Reports on the traffic of an endpoint's primary version in a span of time. It keeps nothing and changes
/// nothing: the same log gives the same report. Thread-safe.
public final class Watcher {
  private final Routes routes;
  private final PackagedModels models;
  private final PredictionLog predictions;
  private final WatchPlans plans;

  public Watcher(
      Routes routes, PackagedModels models, PredictionLog predictions, WatchPlans plans) {
    this.routes = routes;
    this.models = models;
    this.predictions = predictions;
    this.plans = plans;
  }

  /// How the inputs and the score differ from the rows that the model learned from. A package without a
  /// training profile gives a report without columns.
  public DriftReport drift(String endpoint, Environment environment, Instant from, Instant to) {
    VersionId version = primary(endpoint, environment, from, to);
    ModelPackage contents = models.of(version);
    TrafficProfile traffic = new TrafficProfile(contents, models.outcomes(version));
    predictions.flush();
    predictions.scan(
        endpoint,
        environment,
        from,
        to,
        record -> {
          if (answered(record, version)) {
            traffic.add(record);
          }
        });
    DriftAnalysis analysis =
        new DriftAnalysis(plans.of(version.model()).monitor(), contents.target().importance());
    return analysis.report(endpoint, environment, version, from, to, traffic);
  }

  /// How well the labelled predictions of the span met their truths.
  public PerformanceReport performance(
      String endpoint, Environment environment, Instant from, Instant to) {
    VersionId version = primary(endpoint, environment, from, to);
    Performance performance = new Performance(models.outcomes(version));
    predictions.flush();
    predictions.scan(
        endpoint,
        environment,
        from,
        to,
        record -> {
          if (answered(record, version)) {
            performance.add(record);
          }
        });
    predictions.scanOutcomes(
        endpoint,
        environment,
        from,
        to,
        outcome -> {
          if (answered(outcome.prediction(), version)) {
            performance.add(outcome);
          }
        });
    return new PerformanceReport(
        endpoint,
        environment,
        version,
        from,
        to,
        performance.predictions(),
        performance.labelled(),
        performance.unreadable(),
        performance.metrics(),
        performance.expected(),
        models.of(version).metrics());
  }

  private static boolean answered(PredictionRecord record, VersionId version) {
    return record.version().equals(version) && record.error().isEmpty();
  }

  private VersionId primary(String endpoint, Environment environment, Instant from, Instant to) {
    if (!from.isBefore(to)) {
      throw new SlipwayException(
          ErrorCode.INVALID_ARGUMENT, "the span from %s to %s is empty".formatted(from, to));
    }
    return routes
        .read()
        .find(endpoint, environment)
        .flatMap(route -> route.withRole(Variant.Role.PRIMARY))
        .map(Variant::version)
        .orElseThrow(() ->
            new SlipwayException(
                ErrorCode.NOT_FOUND,
                "nothing answers at endpoint '%s' in %s; release a version there first"
                    .formatted(endpoint, environment.label())));
  }
}
