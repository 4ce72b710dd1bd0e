package dev.slipway.server.console;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.registry.ModelVersion;
import dev.slipway.core.registry.Registry;
import dev.slipway.core.registry.VersionId;
import dev.slipway.core.release.Release;
import dev.slipway.core.release.Releases;
import dev.slipway.core.route.Environment;
import dev.slipway.core.route.Route;
import dev.slipway.core.route.RouteTable;
import dev.slipway.core.route.Routes;
import dev.slipway.core.route.Variant;
import dev.slipway.core.traffic.Traffic;
import dev.slipway.core.traffic.VariantTraffic;
import dev.slipway.core.watch.Alert;
import dev.slipway.core.watch.Alerts;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The page of one endpoint: who answers, how fast, how well, and what is being decided about it.
final class EndpointPage {
  private static final int RELEASES = 8;
  private static final int ALERTS = 500;
  private static final int SHOWN_ALERTS = 8;

  private final Registry registry;
  private final Shelf shelf;
  private final Routes routes;
  private final Releases releases;
  private final Alerts alerts;
  private final Traffic traffic;
  private final Findings findings;

  EndpointPage(
      Registry registry,
      Shelf shelf,
      Routes routes,
      Releases releases,
      Alerts alerts,
      Traffic traffic,
      Findings findings) {
    this.registry = registry;
    this.shelf = shelf;
    this.routes = routes;
    this.releases = releases;
    this.alerts = alerts;
    this.traffic = traffic;
    this.findings = findings;
  }

  /// @param query what to append to addresses of this endpoint's parts
  record View(
      String name,
      String environment,
      String page,
      String query,
      List<Tab> environments,
      Live live,
      Watch watch,
      Optional<TryIt> tryIt) {
    /// Whether there is a version to go back to.
    boolean canRollBack() {
      return live.running().filter(r -> !r.baseline().equals("nothing")).isPresent()
          || live.past().stream().filter(r -> r.state().tone() == Tone.GOOD).count() > 1;
    }
  }

  record Tab(String environment, String link, boolean here) {}

  /// What changes while one looks.
  record Live(
      String rate,
      String p50,
      String p99,
      String errors,
      boolean failing,
      Split split,
      List<Answering> variants,
      Optional<ReleaseRow> running,
      List<ReleaseRow> past,
      List<AlertRow> alerts) {}

  /// A variant with its own figures.
  record Answering(
      String version,
      String link,
      String role,
      String share,
      String rate,
      String p50,
      String p99,
      String errors,
      String total) {}

  /// What monitoring found; slower to change.
  ///
  /// @param problem why it could not be found out, empty where it could
  record Watch(Optional<DriftView> drift, Optional<PerformanceView> performance, String problem) {}

  /// @param address of this server as the reader's browser knows it, such as `http://localhost:8080`
  View view(String name, Optional<String> environment, String address, Instant now) {
    Route route = route(name, environment);
    RouteTable table = routes.read();
    List<Tab> tabs =
        Arrays.stream(Environment.values())
            .filter(e -> table.find(name, e).isPresent())
            .map(e -> new Tab(e.label(), Links.endpoint(name, e), e == route.environment()))
            .toList();
    return new View(
        name,
        route.environment().label(),
        "/endpoints/" + Links.encode(name),
        "?environment=" + route.environment().label(),
        tabs,
        live(route, now),
        watch(route, now),
        tryIt(route, address));
  }

  Live live(String name, Optional<String> environment, Instant now) {
    return live(route(name, environment), now);
  }

  Watch watch(String name, Optional<String> environment, Instant now) {
    return watch(route(name, environment), now);
  }

  LiveTraffic.Series series(String name, Optional<String> environment, Instant now) {
    Route route = route(name, environment);
    return LiveTraffic.read(traffic, now).series(name, route.environment());
  }

  private Live live(Route route, Instant now) {
    LiveTraffic live = LiveTraffic.read(traffic, now);
    LiveTraffic.Figure figure = live.figure(route.endpoint(), route.environment());
    List<Release> history = releases.of(route.endpoint(), route.environment(), RELEASES);
    List<Alert> own =
        alerts.list(ALERTS).stream()
            .filter(a ->
                a.endpoint().equals(route.endpoint()) && a.environment() == route.environment())
            .limit(SHOWN_ALERTS)
            .toList();
    return new Live(
        Figures.rate(figure.perSecond()),
        Figures.latency(figure.p50()),
        Figures.latency(figure.p99()),
        figure.requests() == 0 ? Figures.NONE : Figures.percent(figure.errorRate()),
        figure.errorRate() > 0.01,
        Split.of(route),
        route.variants().stream().map(v -> answering(route, v, live)).toList(),
        history.stream().filter(Release::running).findFirst().map(r -> ReleaseRow.of(r, now)),
        history.stream().filter(r -> !r.running()).map(r -> ReleaseRow.of(r, now)).toList(),
        own.stream().map(a -> AlertRow.of(a, now)).toList());
  }

  private static Answering answering(Route route, Variant variant, LiveTraffic live) {
    Optional<VariantTraffic> found =
        live.of(route.endpoint(), route.environment()).stream()
            .filter(t -> t.version().equals(variant.version()) && t.role() == variant.role())
            .findFirst();
    Optional<LiveTraffic.Figure> figure = found.map(live::figure);
    return new Answering(
        "v" + variant.version().number(),
        Links.version(variant.version()),
        variant.role().name().toLowerCase(Locale.ROOT),
        Figures.percent(variant.weight() / (double) Route.WHOLE),
        figure.map(f -> Figures.rate(f.perSecond())).orElse(Figures.NONE),
        figure.map(f -> Figures.latency(f.p50())).orElse(Figures.NONE),
        figure.map(f -> Figures.latency(f.p99())).orElse(Figures.NONE),
        figure
            .filter(f -> f.requests() > 0)
            .map(f -> Figures.percent(f.errorRate()))
            .orElse(Figures.NONE),
        found.map(t -> Figures.count(t.total().requests())).orElse(Figures.NONE));
  }

  private Watch watch(Route route, Instant now) {
    try {
      return new Watch(
          findings
              .drift(route.endpoint(), route.environment())
              .map(report -> DriftView.of(report, now)),
          findings
              .performance(route.endpoint(), route.environment())
              .map(report -> PerformanceView.of(report, now)),
          "");
    } catch (SlipwayException e) {
      return new Watch(Optional.empty(), Optional.empty(), e.getMessage());
    }
  }

  private Optional<TryIt> tryIt(Route route, String address) {
    VersionId main =
        route.variants().stream()
            .max(Comparator.comparingInt(Variant::weight))
            .orElseThrow()
            .version();
    return registry
        .find(main)
        .map(ModelVersion::packageDigest)
        .flatMap(digest -> shelf.read(digest).whole())
        .map(whole -> TryIt.of(address, route.endpoint(), route.environment(), whole.contents()));
  }

  /// The environment asked for, else the most important one where the endpoint exists.
  private Route route(String name, Optional<String> environment) {
    RouteTable table = routes.read();
    return Arrays.stream(Environment.values())
        .sorted(Comparator.reverseOrder())
        .filter(e -> environment.isEmpty() || e.label().equals(environment.get()))
        .flatMap(e -> table.find(name, e).stream())
        .findFirst()
        .orElseThrow(() ->
            new SlipwayException(
                ErrorCode.NOT_FOUND,
                "no endpoint '%s'%s; release a version to it with 'slipway release MODEL:NUMBER --endpoint %s --to staging'"
                    .formatted(name, environment.map(e -> " in " + e).orElse(""), name)));
  }
}
