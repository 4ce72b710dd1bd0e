package dev.slipway.app.wiring;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.route.Environment;
import dev.slipway.core.route.Route;
import dev.slipway.core.route.Routes;
import dev.slipway.core.route.Variant;
import dev.slipway.core.watch.DriftReport;
import dev.slipway.core.watch.PerformanceReport;
import dev.slipway.lifecycle.watch.WatchPlans;
import dev.slipway.lifecycle.watch.Watcher;
import dev.slipway.server.console.Findings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// What monitoring sees in the current window, computed at most every few seconds however many people
/// look. Thread-safe.
final class LastLook implements Findings {
  private static final Duration FRESH = Duration.ofSeconds(10);

  private final Watcher watcher;
  private final WatchPlans plans;
  private final Routes routes;
  private final InstantSource clock;
  private final Map<String, Seen> seen = new ConcurrentHashMap<>();

  LastLook(Watcher watcher, WatchPlans plans, Routes routes, InstantSource clock) {
    this.watcher = watcher;
    this.plans = plans;
    this.routes = routes;
    this.clock = clock;
  }

  /// @param report empty where there was nothing to report
  private record Seen(Instant at, Optional<Object> report) {}

  @Override
  public Optional<DriftReport> drift(String endpoint, Environment environment) {
    return look(
            "drift/" + endpoint + "/" + environment,
            () ->
                watcher.drift(endpoint, environment, from(endpoint, environment), clock.instant()))
        .map(DriftReport.class::cast);
  }

  @Override
  public Optional<PerformanceReport> performance(String endpoint, Environment environment) {
    return look(
            "performance/" + endpoint + "/" + environment,
            () ->
                watcher.performance(
                    endpoint, environment, from(endpoint, environment), clock.instant()))
        .map(PerformanceReport.class::cast);
  }

  private Optional<Object> look(String key, Supplier<Object> report) {
    return seen.compute(
            key,
            (_, last) ->
                last != null && last.at().plus(FRESH).isAfter(clock.instant())
                    ? last
                    : new Seen(clock.instant(), report(report)))
        .report();
  }

  private static Optional<Object> report(Supplier<Object> report) {
    try {
      return Optional.of(report.get());
    } catch (SlipwayException e) {
      if (e.code() == ErrorCode.NOT_FOUND || e.code() == ErrorCode.INVALID_DATA) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private Instant from(String endpoint, Environment environment) {
    Duration window =
        routes
            .read()
            .find(endpoint, environment)
            .flatMap((Route route) -> route.withRole(Variant.Role.PRIMARY))
            .map(primary -> plans.of(primary.version().model()).monitor().window())
            .orElse(Duration.ofDays(1));
    return clock.instant().minus(window);
  }
}
