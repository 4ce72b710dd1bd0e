package dev.slipway.serving.plane;

import dev.slipway.core.registry.VersionId;
import dev.slipway.core.route.Environment;
import dev.slipway.serving.version.LoadedVersion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Every live route at one moment. Immutable: the plane swaps one for the next by a single write.
final class Snapshot {
  static final Snapshot EMPTY = new Snapshot(Map.of());

  private final Map<Environment, Map<String, LiveRoute>> routes;

  private Snapshot(Map<Environment, Map<String, LiveRoute>> routes) {
    this.routes = routes;
  }

  @Nullable LiveRoute find(String endpoint, Environment environment) {
    Map<String, LiveRoute> byName = routes.get(environment);
    return byName == null ? null : byName.get(endpoint);
  }

  Snapshot with(LiveRoute route) {
    Map<Environment, Map<String, LiveRoute>> next = new HashMap<>(routes);
    Map<String, LiveRoute> byName =
        new TreeMap<>(next.getOrDefault(route.route().environment(), Map.of()));
    byName.put(route.route().endpoint(), route);
    next.put(route.route().environment(), byName);
    return new Snapshot(next);
  }

  Snapshot without(String endpoint, Environment environment) {
    Map<Environment, Map<String, LiveRoute>> next = new HashMap<>(routes);
    Map<String, LiveRoute> byName = new TreeMap<>(next.getOrDefault(environment, Map.of()));
    byName.remove(endpoint);
    next.put(environment, byName);
    return new Snapshot(next);
  }

  /// The routes of an environment, by endpoint.
  Collection<LiveRoute> in(Environment environment) {
    return List.copyOf(routes.getOrDefault(environment, Map.of()).values());
  }

  Collection<LiveRoute> all() {
    List<LiveRoute> all = new ArrayList<>();
    routes.values().forEach(byName -> all.addAll(byName.values()));
    return all;
  }

  /// Every version that some route names, once.
  Map<VersionId, LoadedVersion> versions() {
    Map<VersionId, LoadedVersion> versions = new LinkedHashMap<>();
    for (LiveRoute route : all()) {
      route.variants().forEach(v -> versions.put(v.version().id(), v.version()));
    }
    return versions;
  }

  Optional<LoadedVersion> version(VersionId id) {
    return Optional.ofNullable(versions().get(id));
  }
}
