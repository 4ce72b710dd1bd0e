package dev.slipway.serving.plane;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.route.Route;
import dev.slipway.core.route.Variant;
import dev.slipway.serving.version.LoadedVersion;
import java.util.List;

/// An endpoint as protocols describe it: by its primary version, with all that it can answer with.
///
/// @param loaded every version that the route names, once each
public record Served(Route route, LoadedVersion primary, List<LoadedVersion> loaded) {
  public Served {
    loaded = List.copyOf(loaded);
  }

  static Served of(LiveRoute route) {
    LoadedVersion primary =
        route.variants().stream()
            .filter(v -> v.variant().role() == Variant.Role.PRIMARY)
            .findFirst()
            .orElse(route.variants().getFirst())
            .version();
    List<LoadedVersion> loaded =
        route.variants().stream().map(LiveVariant::version).distinct().toList();
    return new Served(route.route(), primary, loaded);
  }

  /// Whether the primary version can answer.
  public boolean ready() {
    return primary.scorer().ready();
  }

  public String endpoint() {
    return route.endpoint();
  }

  /// The numbers of its versions, in the order of the route.
  public List<Integer> versions() {
    return loaded.stream().map(v -> v.id().number()).distinct().toList();
  }

  /// The version with a number, or `NOT_FOUND`.
  public LoadedVersion version(String number) {
    return loaded.stream()
        .filter(v -> Integer.toString(v.id().number()).equals(number))
        .findFirst()
        .orElseThrow(() ->
            new SlipwayException(
                ErrorCode.NOT_FOUND,
                "endpoint '%s' does not serve version '%s'; it serves %s"
                    .formatted(endpoint(), number, versions())));
  }
}
