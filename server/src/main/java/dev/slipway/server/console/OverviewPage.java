package dev.slipway.server.console;

import dev.slipway.core.audit.AuditEntry;
import dev.slipway.core.audit.AuditLog;
import dev.slipway.core.registry.Registry;
import dev.slipway.core.release.Release;
import dev.slipway.core.release.Releases;
import dev.slipway.core.route.Environment;
import dev.slipway.core.route.Route;
import dev.slipway.core.route.Routes;
import dev.slipway.core.traffic.Traffic;
import dev.slipway.core.watch.Alert;
import dev.slipway.core.watch.Alerts;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// The page that tells at a glance how every model fares.
final class OverviewPage {
  private static final int CHANGES = 10;
  private static final int ALERTS = 500;
  private static final int SHOWN_ALERTS = 6;

  private final Registry registry;
  private final Routes routes;
  private final Releases releases;
  private final Alerts alerts;
  private final AuditLog auditLog;
  private final Traffic traffic;
  private final Lives lives;

  OverviewPage(
      Registry registry,
      Routes routes,
      Releases releases,
      Alerts alerts,
      AuditLog auditLog,
      Traffic traffic,
      Lives lives) {
    this.registry = registry;
    this.routes = routes;
    this.releases = releases;
    this.alerts = alerts;
    this.auditLog = auditLog;
    this.traffic = traffic;
    this.lives = lives;
  }

  record View(
      String summary,
      List<Life> lives,
      List<Endpoint> endpoints,
      List<ReleaseRow> releases,
      List<AlertRow> alerts,
      List<ChangeRow> changes) {}

  record Endpoint(
      String name,
      String environment,
      String link,
      String rate,
      String p50,
      String p99,
      String errors,
      boolean failing,
      Sparkline requests,
      Split split) {}

  View view(Instant now) {
    LiveTraffic live = LiveTraffic.read(traffic, now);
    List<Endpoint> endpoints =
        routes.read().routes().stream()
            .sorted(
                Comparator.comparing(Route::environment).reversed().thenComparing(Route::endpoint))
            .map(route -> endpoint(route, live))
            .toList();
    List<Release> running = releases.running();
    List<Alert> open =
        alerts.list(ALERTS).stream().filter(a -> a.state() != Alert.State.CLOSED).toList();
    List<Life> models = lives.all(live);
    return new View(
        summary(models.size(), endpoints.size(), live),
        models,
        endpoints,
        running.stream().map(r -> ReleaseRow.of(r, now)).toList(),
        open.stream().limit(SHOWN_ALERTS).map(a -> AlertRow.of(a, now)).toList(),
        changes(now));
  }

  private String summary(int models, int endpoints, LiveTraffic live) {
    double rate = 0;
    for (Route route : routes.read().routes()) {
      if (route.environment() == Environment.PRODUCTION) {
        rate += live.figure(route.endpoint(), route.environment()).perSecond();
      }
    }
    return "%s, %s, %s in production"
        .formatted(
            Figures.count(models, "model"),
            Figures.count(endpoints, "endpoint"),
            Figures.rate(rate));
  }

  private static Endpoint endpoint(Route route, LiveTraffic live) {
    LiveTraffic.Figure figure = live.figure(route.endpoint(), route.environment());
    return new Endpoint(
        route.endpoint(),
        route.environment().label(),
        Links.endpoint(route.endpoint(), route.environment()),
        Figures.rate(figure.perSecond()),
        Figures.latency(figure.p50()),
        Figures.latency(figure.p99()),
        figure.requests() == 0 ? Figures.NONE : Figures.percent(figure.errorRate()),
        figure.errorRate() > 0.01,
        live.sparkline(route.endpoint(), route.environment()),
        Split.of(route));
  }

  /// The newest changes about any model or endpoint.
  private List<ChangeRow> changes(Instant now) {
    TreeSet<String> subjects = new TreeSet<>(registry.models());
    routes.read().routes().forEach(route -> subjects.add(route.endpoint()));
    Map<Long, AuditEntry> newest = new TreeMap<>(Comparator.reverseOrder());
    for (String subject : subjects) {
      auditLog.about(subject, CHANGES).forEach(entry -> newest.put(entry.sequence(), entry));
    }
    return newest.values().stream().limit(CHANGES).map(entry -> ChangeRow.of(entry, now)).toList();
  }
}
