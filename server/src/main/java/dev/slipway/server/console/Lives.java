package dev.slipway.server.console;

import dev.slipway.core.check.CheckReport;
import dev.slipway.core.check.Verdict;
import dev.slipway.core.modelpackage.Lineage;
import dev.slipway.core.registry.ModelVersion;
import dev.slipway.core.registry.Registry;
import dev.slipway.core.release.Release;
import dev.slipway.core.release.Releases;
import dev.slipway.core.route.Environment;
import dev.slipway.core.route.Route;
import dev.slipway.core.route.Routes;
import dev.slipway.core.route.Variant;
import dev.slipway.core.table.DataVersion;
import dev.slipway.core.watch.Alert;
import dev.slipway.core.watch.Alerts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Tells the life of a model: the first four phases from its newest version, the last three from the
/// endpoints that it answers or is on the way to.
final class Lives {
  private static final int RECENT = 200;

  private final Registry registry;
  private final Shelf shelf;
  private final Routes routes;
  private final Releases releases;
  private final Alerts alerts;

  Lives(Registry registry, Shelf shelf, Routes routes, Releases releases, Alerts alerts) {
    this.registry = registry;
    this.shelf = shelf;
    this.routes = routes;
    this.releases = releases;
    this.alerts = alerts;
  }

  List<Life> all(LiveTraffic traffic) {
    return registry.models().stream().flatMap(m -> of(m, traffic).stream()).toList();
  }

  /// Empty for a model without versions.
  Optional<Life> of(String model, LiveTraffic traffic) {
    Instant now = traffic.now();
    List<ModelVersion> versions = registry.versions(model);
    if (versions.isEmpty()) {
      return Optional.empty();
    }
    ModelVersion newest = versions.getFirst();
    String link = Links.version(newest.id());
    List<Route> routed =
        routes.read().routes().stream()
            .filter(r -> r.variants().stream().anyMatch(v -> v.version().model().equals(model)))
            .toList();
    List<Life.Phase> phases = new ArrayList<>();
    switch (shelf.read(newest.packageDigest())) {
      case Shelf.Whole whole -> {
        phases.add(data(whole.contents().lineage(), link, now));
        phases.add(build(newest, whole.contents().lineage(), link, now));
        phases.add(check(whole.report(), link, now));
      }
      case Shelf.Unreadable _ -> {
        phases.add(quiet("Data", "unknown", link, newest.registeredAt(), now));
        phases.add(
            new Life.Phase(
                "Build", Tone.BAD, "package unreadable", at(newest.registeredAt(), now), link));
        phases.add(quiet("Check", "unknown", link, newest.registeredAt(), now));
      }
    }
    phases.add(register(newest, link, now));
    phases.add(release(model, routed, newest, now));
    phases.add(serve(model, routed, newest, traffic));
    phases.add(watch(model, routed, newest, now));
    return Optional.of(new Life(model, summary(model, versions), phases));
  }

  private String summary(String model, List<ModelVersion> versions) {
    String count = Figures.count(versions.size(), "version");
    return registry
        .findByAlias(model, "champion")
        .map(c -> "v" + c.id().number() + " is champion of " + count)
        .orElse(count + ", no champion yet");
  }

  private static Life.Phase data(Lineage lineage, String link, Instant now) {
    Optional<String> split =
        lineage
            .split()
            .map(s ->
                Figures.count(s.trainRows() + s.testRows(), "row") + ", split by " + s.method());
    Optional<String> largest =
        lineage.data().stream()
            .max(Comparator.comparingLong(DataVersion::rows))
            .map(d -> Figures.count(d.rows(), "row") + " of " + d.name());
    String event = split.or(() -> largest).orElse("no data recorded");
    Tone tone = lineage.data().isEmpty() ? Tone.QUIET : Tone.GOOD;
    return new Life.Phase("Data", tone, event, at(lineage.builtAt(), now), link + "#lineage");
  }

  private static Life.Phase build(ModelVersion version, Lineage lineage, String link, Instant now) {
    String commit =
        lineage
            .commit()
            .map(c -> " at " + Links.commit(c) + (lineage.dirty() ? "+" : ""))
            .orElse("");
    return new Life.Phase(
        "Build",
        Tone.GOOD,
        "v" + version.id().number() + " by " + lineage.builtBy() + commit,
        at(lineage.builtAt(), now),
        link + "#lineage");
  }

  private static Life.Phase check(Optional<CheckReport> report, String link, Instant now) {
    return report
        .map(r -> {
          long passed = r.results().stream().filter(c -> c.verdict() == Verdict.PASS).count();
          Badge badge = Badge.of(r.verdict());
          return new Life.Phase(
              "Check",
              badge.tone(),
              passed + " of " + r.results().size() + " pass",
              at(r.at(), now),
              link + "#report");
        })
        .orElseGet(() -> new Life.Phase("Check", Tone.QUIET, "not checked", none(), link));
  }

  private static Life.Phase register(ModelVersion version, String link, Instant now) {
    String name = "v" + version.id().number();
    return version
        .approval()
        .map(a ->
            new Life.Phase(
                "Register", Tone.GOOD, name + " approved by " + a.by(), at(a.at(), now), link))
        .orElseGet(() ->
            new Life.Phase(
                "Register",
                Tone.WARN,
                name + " waits for approval",
                at(version.registeredAt(), now),
                link + "#approval"));
  }

  private Life.Phase release(String model, List<Route> routed, ModelVersion newest, Instant now) {
    TreeSet<String> endpoints = new TreeSet<>();
    routed.forEach(r -> endpoints.add(r.endpoint()));
    releases.running().stream()
        .filter(r -> r.candidate().model().equals(model))
        .forEach(r -> endpoints.add(r.endpoint()));
    List<Release> found = new ArrayList<>();
    for (String endpoint : endpoints) {
      for (Environment environment : Environment.values()) {
        releases.of(endpoint, environment, 5).stream()
            .filter(r -> r.candidate().model().equals(model))
            .forEach(found::add);
      }
    }
    return found.stream()
        .max(Comparator.comparing(Release::running).thenComparing(Lives::lastAt))
        .map(r -> {
          Badge badge = Badge.of(r.state());
          String state =
              r.running()
                  ? "on the way, " + ReleaseRow.share(r)
                  : badge.text() + " in " + r.environment().label();
          return new Life.Phase(
              "Release",
              badge.tone(),
              "v" + r.candidate().number() + " " + state,
              at(lastAt(r), now),
              Links.endpoint(r.endpoint(), r.environment()));
        })
        .orElseGet(() ->
            new Life.Phase(
                "Release", Tone.QUIET, "not released", none(), Links.version(newest.id())));
  }

  private static Life.Phase serve(
      String model, List<Route> routed, ModelVersion newest, LiveTraffic traffic) {
    return routed.stream()
        .max(Comparator.comparing(Route::environment))
        .map(route -> {
          Variant main =
              route.variants().stream()
                  .filter(v -> v.version().model().equals(model))
                  .max(Comparator.comparingInt(Variant::weight))
                  .orElseThrow();
          LiveTraffic.Figure figure = traffic.figure(route.endpoint(), route.environment());
          boolean failing = figure.errorRate() > 0.01;
          String where =
              route.environment() == Environment.PRODUCTION
                  ? Figures.rate(figure.perSecond())
                  : "in " + route.environment().label();
          return new Life.Phase(
              "Serve",
              failing ? Tone.WARN : Tone.GOOD,
              "v" + main.version().number() + ", " + where,
              new Moment("live", "", ""),
              Links.endpoint(route.endpoint(), route.environment()));
        })
        .orElseGet(() ->
            new Life.Phase("Serve", Tone.QUIET, "no endpoint", none(), Links.version(newest.id())));
  }

  private Life.Phase watch(String model, List<Route> routed, ModelVersion newest, Instant now) {
    List<Alert> open =
        alerts.list(RECENT).stream()
            .filter(a -> a.state() != Alert.State.CLOSED)
            .filter(a -> isAbout(a, model, routed))
            .toList();
    if (!open.isEmpty()) {
      Alert alert = open.getFirst();
      String event =
          alert.columns().isEmpty()
              ? alert.kind() + " alert"
              : alert.kind() + " in " + String.join(", ", alert.columns().keySet());
      Tone tone = alert.state() == Alert.State.OPEN ? Tone.WARN : Tone.BUSY;
      return new Life.Phase(
          "Watch",
          tone,
          switch (alert.state()) {
            case OPEN, CLOSED -> event;
            case RETRAINING -> event + ", retraining";
            case ANSWERED -> event + ", a new version waits";
          },
          at(alert.at(), now),
          Links.endpoint(alert.endpoint(), alert.environment()));
    }
    boolean served = routed.stream().anyMatch(r -> r.environment() == Environment.PRODUCTION);
    return served
        ? new Life.Phase("Watch", Tone.GOOD, "no open alert", none(), "/alerts")
        : new Life.Phase(
            "Watch", Tone.QUIET, "not in production", none(), Links.version(newest.id()));
  }

  private static boolean isAbout(Alert alert, String model, List<Route> routed) {
    return alert.version().startsWith(model + ":")
        || routed.stream().anyMatch(r -> r.endpoint().equals(alert.endpoint()));
  }

  private static Instant lastAt(Release release) {
    return release.decisions().isEmpty() ? release.startedAt() : release.decisions().getLast().at();
  }

  private static Life.Phase quiet(String name, String event, String link, Instant at, Instant now) {
    return new Life.Phase(name, Tone.QUIET, event, at(at, now), link);
  }

  private static Moment at(Instant at, Instant now) {
    return Moment.of(at, now);
  }

  private static Moment none() {
    return new Moment("", "", "");
  }
}
