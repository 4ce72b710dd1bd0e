package dev.slipway.server.console;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.registry.ModelVersion;
import dev.slipway.core.registry.Registry;
import dev.slipway.core.route.Route;
import dev.slipway.core.route.Routes;
import dev.slipway.core.route.Variant;
import dev.slipway.core.traffic.Traffic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// The page of a model: its versions side by side.
final class ModelPage {
  private final Registry registry;
  private final Shelf shelf;
  private final Routes routes;
  private final Traffic traffic;
  private final Lives lives;

  ModelPage(Registry registry, Shelf shelf, Routes routes, Traffic traffic, Lives lives) {
    this.registry = registry;
    this.shelf = shelf;
    this.routes = routes;
    this.traffic = traffic;
    this.lives = lives;
  }

  record View(Life life, List<String> metrics, List<Version> versions) {}

  /// @param metrics one cell for each metric of the view
  record Version(
      String number,
      String link,
      List<String> aliases,
      Badge checked,
      Badge approved,
      List<String> serving,
      String by,
      Moment when,
      List<Cell> metrics) {}

  /// @param best whether no other version has a better value
  record Cell(String value, boolean best) {}

  View view(String model, Instant now) {
    Life life = lives.of(model, LiveTraffic.read(traffic, now)).orElseThrow(() -> unknown(model));
    List<ModelVersion> versions = registry.versions(model);
    Map<ModelVersion, Map<String, Double>> measured = new LinkedHashMap<>();
    TreeSet<String> names = new TreeSet<>(Metrics.READING_ORDER);
    for (ModelVersion version : versions) {
      Map<String, Double> metrics =
          shelf
              .read(version.packageDigest())
              .whole()
              .map(whole -> whole.contents().metrics())
              .orElse(Map.of());
      measured.put(version, metrics);
      names.addAll(metrics.keySet());
    }
    return new View(
        life,
        names.stream().map(Metrics::label).toList(),
        versions.stream().map(v -> version(v, names, measured, now)).toList());
  }

  private Version version(
      ModelVersion version,
      TreeSet<String> names,
      Map<ModelVersion, Map<String, Double>> measured,
      Instant now) {
    List<Cell> cells = new ArrayList<>();
    for (String name : names) {
      Double value = measured.getOrDefault(version, Map.of()).get(name);
      cells.add(new Cell(Metrics.shown(value), value != null && best(name, value, measured)));
    }
    return new Version(
        "v" + version.id().number(),
        Links.version(version.id()),
        List.copyOf(version.aliases()),
        VersionPage.checked(version),
        VersionPage.approved(version),
        serving(version, routes),
        version.registeredBy(),
        Moment.of(version.registeredAt(), now),
        cells);
  }

  /// Where a version answers: `production 100 %`.
  static List<String> serving(ModelVersion version, Routes routes) {
    List<String> places = new ArrayList<>();
    for (Route route : routes.read().routes()) {
      for (Variant variant : route.variants()) {
        if (variant.version().equals(version.id())) {
          places.add(
              route.environment().label()
                  + " "
                  + Figures.percent(variant.weight() / (double) Route.WHOLE));
        }
      }
    }
    return places;
  }

  private static boolean best(
      String name, double value, Map<ModelVersion, Map<String, Double>> measured) {
    List<Double> others =
        measured.values().stream()
            .filter(m -> m.containsKey(name))
            .map(m -> m.getOrDefault(name, 0.0))
            .toList();
    return others.size() > 1
        && others.stream().allMatch(o -> Metrics.lowerIsBetter(name) ? value <= o : value >= o)
        && others.stream().anyMatch(o -> o != value);
  }

  private static SlipwayException unknown(String model) {
    return new SlipwayException(
        ErrorCode.NOT_FOUND,
        "no model '%s' is registered; build and register one with 'slipway build' and 'slipway push'"
            .formatted(model));
  }
}
