package dev.slipway.core.route;

import java.util.List;
import java.util.Optional;

/// Who answers at an endpoint. The answering variants (all but shadows) share `WHOLE` between them.
///
/// @param endpoint the name in the URL
/// @param salt changes with every release, so that a caller's bucket in one says nothing about the next
public record Route(String endpoint, Environment environment, String salt, List<Variant> variants) {
  /// All of the traffic, in hundredths of a percent.
  public static final int WHOLE = 10_000;

  public Route {
    variants = List.copyOf(variants);
    int sum = 0;
    for (Variant variant : variants) {
      if (variant.role() != Variant.Role.SHADOW) {
        sum += variant.weight();
      }
    }
    if (sum != WHOLE) {
      throw new IllegalArgumentException(
          "weights of " + endpoint + " add up to " + sum + ", not " + WHOLE);
    }
  }

  /// The variant for a bucket in `0 <= bucket < WHOLE`. Variants keep their order, so a canary that grows
  /// only takes callers over and never swaps them.
  public Variant choose(int bucket) {
    int upper = 0;
    for (Variant variant : variants) {
      if (variant.role() != Variant.Role.SHADOW) {
        upper += variant.weight();
        if (bucket < upper) {
          return variant;
        }
      }
    }
    throw new IllegalArgumentException("bucket " + bucket + " is outside 0.." + WHOLE);
  }

  public Optional<Variant> withRole(Variant.Role role) {
    return variants.stream().filter(v -> v.role() == role).findFirst();
  }
}
