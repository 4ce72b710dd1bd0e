package dev.slipway.server.console;

import dev.slipway.core.route.Environment;
import dev.slipway.core.route.Route;
import dev.slipway.core.route.Routes;
import dev.slipway.core.route.Variant;
import dev.slipway.core.watch.DriftReport;
import dev.slipway.core.watch.PerformanceReport;
import dev.slipway.lifecycle.watch.WatchPlans;
import dev.slipway.lifecycle.watch.Watcher;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// [Findings] over the newest window of each endpoint's traffic. Thread-safe.
///
/// A report reads the whole window, so it is kept for a while: 15 seconds, or twenty times what it took to
/// make if that is longer. However many readers look, reports then cost a twentieth of a core at most.
public final class WatchedTraffic implements Findings {
  private static final Duration KEPT = Duration.ofSeconds(15);
  private static final int TIMES = 20;

  private final Watcher watcher;
  private final Routes routes;
  private final WatchPlans plans;
  private final InstantSource clock;
  private final Map<Route, Reports> kept = new ConcurrentHashMap<>();

  public WatchedTraffic(Watcher watcher, Routes routes, WatchPlans plans, InstantSource clock) {
    this.watcher = watcher;
    this.routes = routes;
    this.plans = plans;
    this.clock = clock;
  }

  private record Reports(Instant until, DriftReport drift, PerformanceReport performance) {}

  @Override
  public Optional<DriftReport> drift(String endpoint, Environment environment) {
    return reports(endpoint, environment).map(Reports::drift).filter(r -> r.rows() > 0);
  }

  @Override
  public Optional<PerformanceReport> performance(String endpoint, Environment environment) {
    return reports(endpoint, environment)
        .map(Reports::performance)
        .filter(r -> r.predictions() > 0);
  }

  private Optional<Reports> reports(String endpoint, Environment environment) {
    return routes
        .read()
        .find(endpoint, environment)
        .filter(route -> route.withRole(Variant.Role.PRIMARY).isPresent())
        .map(route -> {
          kept.keySet().removeIf(other -> sameEndpoint(other, route) && !other.equals(route));
          return kept.compute(
              route,
              (_, known) -> {
                Instant now = clock.instant();
                return known != null && now.isBefore(known.until()) ? known : look(route, now);
              });
        });
  }

  private Reports look(Route route, Instant now) {
    String model = route.withRole(Variant.Role.PRIMARY).orElseThrow().version().model();
    Instant from = now.minus(plans.of(model).monitor().window());
    DriftReport drift = watcher.drift(route.endpoint(), route.environment(), from, now);
    PerformanceReport performance =
        watcher.performance(route.endpoint(), route.environment(), from, now);
    Instant done = clock.instant();
    Duration pause = Duration.between(now, done).multipliedBy(TIMES);
    return new Reports(done.plus(pause.compareTo(KEPT) > 0 ? pause : KEPT), drift, performance);
  }

  private static boolean sameEndpoint(Route one, Route other) {
    return one.endpoint().equals(other.endpoint()) && one.environment() == other.environment();
  }
}
