package dev.slipway.lifecycle.watch;

import dev.slipway.core.audit.AuditLog;
import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.route.Environment;
import dev.slipway.core.watch.Alert;
import dev.slipway.core.watch.Alerts;
import dev.slipway.core.watch.DriftReport;
import dev.slipway.core.watch.PerformanceReport;
import dev.slipway.lifecycle.outcome.PackagedModels;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/// Looks at an endpoint and raises alerts. While an alert is open, the same finding about the same version
/// raises no second. Thread-safe: one look at a time.
public final class Watch {
  private static final int OPEN_ALERTS = 10_000;

  private final Watcher watcher;
  private final WatchPlans plans;
  private final PackagedModels models;
  private final Retraining retraining;
  private final Alerts alerts;
  private final AuditLog audit;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();

  public Watch(
      Watcher watcher,
      WatchPlans plans,
      PackagedModels models,
      Retraining retraining,
      Alerts alerts,
      AuditLog audit,
      InstantSource clock) {
    this.watcher = watcher;
    this.plans = plans;
    this.models = models;
    this.retraining = retraining;
    this.alerts = alerts;
    this.audit = audit;
    this.clock = clock;
  }

  /// Looks at a span of traffic and returns the alerts that it gives reason for, new or still open. Where
  /// the plan says so, one of them starts a retraining, unless one runs for the endpoint or has made a version
  /// that waits. Alerts about a version that no longer answers are closed.
  public List<Alert> look(String endpoint, Environment environment, Instant from, Instant to) {
    lock.lock();
    try {
      DriftReport drift = watcher.drift(endpoint, environment, from, to);
      PerformanceReport performance = watcher.performance(endpoint, environment, from, to);
      closeAllAboutOthers(drift);
      WatchPlan plan = plans.of(drift.version().model());
      List<Alert> found = new ArrayList<>();
      Findings.drift(drift).ifPresent(f -> found.add(raise(drift, f)));
      Findings.performance(performance, plan, models.of(performance.version()).task())
          .ifPresent(f -> found.add(raise(drift, f)));
      if (plan.monitor().retrain() && environment == Environment.PRODUCTION) {
        found.stream()
            .filter(alert -> alert.state() != Alert.State.ANSWERED)
            .findFirst()
            .ifPresent(alert -> retraining.start(alert, plan));
      }
      return found;
    } finally {
      lock.unlock();
    }
  }

  /// Closes an alert in the name of a person.
  public Alert close(String id, String by) {
    Alert alert =
        alerts.list(OPEN_ALERTS).stream()
            .filter(a -> a.id().equals(id))
            .findFirst()
            .orElseThrow(
                () -> new SlipwayException(ErrorCode.NOT_FOUND, "there is no alert " + id));
    return close(alert, by, alert.reason());
  }

  private Alert close(Alert alert, String by, String reason) {
    Alert closed = alert.with(Alert.State.CLOSED);
    audit.append(
        clock.instant(), by, "alert.closed", alert.version(), reason, Map.of("alert", alert.id()));
    alerts.save(closed);
    return closed;
  }

  private void closeAllAboutOthers(DriftReport looked) {
    alerts.list(OPEN_ALERTS).stream()
        .filter(a -> isOpenAt(a, looked) && !a.version().equals(looked.version().toString()))
        .forEach(a ->
            close(a, "watch", "%s answers instead of %s".formatted(looked.version(), a.version())));
  }

  private static boolean isOpenAt(Alert alert, DriftReport looked) {
    return alert.state() != Alert.State.CLOSED
        && alert.endpoint().equals(looked.endpoint())
        && alert.environment() == looked.environment();
  }

  private Alert raise(DriftReport looked, Findings.Finding finding) {
    Optional<Alert> open =
        alerts.list(OPEN_ALERTS).stream()
            .filter(a -> isOpenAt(a, looked))
            .filter(a ->
                a.version().equals(looked.version().toString()) && a.kind().equals(finding.kind()))
            .findFirst();
    if (open.isPresent()) {
      return open.get();
    }
    Alert alert =
        new Alert(
            "al-" + UUID.randomUUID().toString().replace("-", "").substring(0, 12),
            clock.instant(),
            looked.endpoint(),
            looked.environment(),
            looked.version().toString(),
            finding.kind(),
            finding.reason(),
            finding.numbers(),
            Alert.State.OPEN);
    Map<String, String> details = new LinkedHashMap<>();
    details.put("alert", alert.id());
    details.put("endpoint", looked.endpoint());
    details.put("environment", looked.environment().label());
    details.put("from", looked.from().toString());
    details.put("to", looked.to().toString());
    finding.numbers().forEach((name, value) -> details.put(name, value.toString()));
    audit.append(alert.at(), "watch", "alert.raised", alert.version(), alert.reason(), details);
    alerts.save(alert);
    return alert;
  }
}
