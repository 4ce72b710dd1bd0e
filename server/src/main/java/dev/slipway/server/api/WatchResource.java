package dev.slipway.server.api;

import dev.slipway.core.watch.Alert;
import dev.slipway.core.watch.Alerts;
import dev.slipway.lifecycle.watch.Watch;
import dev.slipway.lifecycle.watch.Watcher;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// What monitoring finds: drift, performance, alerts.
public final class WatchResource implements ApiResource {
  private static final Duration SPAN = Duration.ofDays(1);
  private static final int NEWEST = 100;

  private final Watcher watcher;
  private final Watch watch;
  private final Alerts alerts;
  private final InstantSource clock;

  public WatchResource(Watcher watcher, Watch watch, Alerts alerts, InstantSource clock) {
    this.watcher = watcher;
    this.watch = watch;
    this.alerts = alerts;
    this.clock = clock;
  }

  @Override
  public void addTo(ApiRules rules) {
    rules.get(
        "/endpoints/{endpoint}/drift",
        call -> watcher.drift(call.path("endpoint"), call.environment(), from(call), to(call)));
    rules.get(
        "/endpoints/{endpoint}/performance",
        call ->
            watcher.performance(call.path("endpoint"), call.environment(), from(call), to(call)));
    rules.post(
        "/endpoints/{endpoint}/look",
        call ->
            new Raised(
                watch.look(call.path("endpoint"), call.environment(), from(call), to(call))));
    rules.get("/alerts", call -> new Raised(alerts.list(call.query("limit", NEWEST, 10_000))));
    rules.post("/alerts/{id}/close", call -> watch.close(call.path("id"), call.by()));
  }

  record Raised(List<Alert> alerts) {}

  private Instant to(Call call) {
    return call.instant("to", clock.instant());
  }

  private Instant from(Call call) {
    return call.instant("from", to(call).minus(SPAN));
  }
}
