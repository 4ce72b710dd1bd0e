package dev.slipway.serving.plane;

import dev.slipway.core.registry.VersionId;
import dev.slipway.core.route.Bucket;
import dev.slipway.core.route.Route;
import dev.slipway.core.route.Variant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A route whose versions are loaded. Immutable.
record LiveRoute(Route route, List<LiveVariant> variants) {
  LiveRoute {
    variants = List.copyOf(variants);
  }

  /// The variant that a sticky key gets.
  LiveVariant choose(String key) {
    if (variants.size() == 1) {
      return variants.getFirst();
    }
    Variant chosen = route.choose(Bucket.of(route.salt(), key));
    for (LiveVariant variant : variants) {
      if (variant.variant().equals(chosen)) {
        return variant;
      }
    }
    throw new IllegalStateException("no live variant for " + chosen);
  }

  Optional<LiveVariant> withNumber(String number) {
    return variants.stream()
        .filter(v -> {
          VersionId id = v.version().id();
          return Integer.toString(id.number()).equals(number) || id.toString().equals(number);
        })
        .findFirst();
  }

  Optional<LiveVariant> withRole(String role) {
    return variants.stream().filter(v -> v.role().equalsIgnoreCase(role)).findFirst();
  }

  /// The routed versions, for messages: `1 (primary), 2 (canary)`.
  String describe() {
    return variants.stream()
        .map(v -> v.version().id().number() + " (" + v.role() + ")")
        .collect(Collectors.joining(", "));
  }
}
