package dev.slipway.serving.plane;

import dev.slipway.core.route.Route;
import dev.slipway.core.route.Variant;
import dev.slipway.serving.version.LoadedVersion;
import java.util.List;

/// An endpoint as protocols describe it: by its primary version, with the numbers of all that it can
/// answer with.
public record Served(Route route, LoadedVersion primary, List<Integer> versions) {
  public Served {
    versions = List.copyOf(versions);
  }

  static Served of(LiveRoute route) {
    LoadedVersion primary =
        route.variants().stream()
            .filter(v -> v.variant().role() == Variant.Role.PRIMARY)
            .findFirst()
            .orElse(route.variants().getFirst())
            .version();
    List<Integer> numbers =
        route.variants().stream().map(v -> v.version().id().number()).distinct().toList();
    return new Served(route.route(), primary, numbers);
  }

  public String endpoint() {
    return route.endpoint();
  }
}
