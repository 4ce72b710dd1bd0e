package dev.slipway.core.route;

import dev.slipway.core.registry.VersionId;

/// A model version behind an endpoint.
///
/// @param weight its share of the traffic, in hundredths of a percent (10,000 is all); a shadow's weight
///     is the share of requests that it scores besides
public record Variant(VersionId version, Role role, int weight) {
  public Variant {
    if (weight < 0 || weight > Route.WHOLE) {
      throw new IllegalArgumentException("weight " + weight + " is outside 0.." + Route.WHOLE);
    }
  }

  /// What a variant is there for.
  public enum Role {
    PRIMARY,
    CANARY,
    ARM,
    SHADOW
  }
}
