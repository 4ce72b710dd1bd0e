package dev.slipway.serving.plane;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.registry.VersionId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Decides which variant of a route a request is for: the version in the URL, else the version, role or
/// alias in the header, else the route by the sticky key.
///
/// @param reason what decided, as the reply says it
/// @param pinned whether the caller named the version, so that the request is no evidence about a split
record Resolution(LiveVariant variant, String reason, boolean pinned) {
  static Resolution of(LiveRoute route, Address address, AliasLookup aliases, String id) {
    if (address.urlVersion() != null) {
      return named(route, address.urlVersion(), aliases, "url");
    }
    if (address.headerVersion() != null) {
      return named(route, address.headerVersion(), aliases, "header");
    }
    @Nullable String key = address.key();
    LiveVariant chosen = route.choose(key == null ? id : key);
    return new Resolution(chosen, chosen.routed(), false);
  }

  private static Resolution named(
      LiveRoute route, String name, AliasLookup aliases, String reason) {
    Optional<LiveVariant> direct = route.withNumber(name).or(() -> route.withRole(name));
    if (direct.isPresent()) {
      return new Resolution(direct.get(), reason, true);
    }
    for (String model : models(route)) {
      Optional<LiveVariant> aliased =
          aliases.find(model, name).map(VersionId::toString).flatMap(route::withNumber);
      if (aliased.isPresent()) {
        return new Resolution(aliased.get(), "alias:" + name, true);
      }
    }
    throw new SlipwayException(
        ErrorCode.NOT_FOUND,
        "endpoint '%s' does not serve version '%s'; it serves %s"
            .formatted(route.route().endpoint(), name, route.describe()));
  }

  private static List<String> models(LiveRoute route) {
    return route.variants().stream().map(v -> v.version().id().model()).distinct().toList();
  }
}
