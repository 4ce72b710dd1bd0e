package dev.slipway.serving.plane;

import dev.slipway.core.route.Variant;
import dev.slipway.serving.traffic.VariantCounter;
import dev.slipway.serving.version.LoadedVersion;
import java.util.Locale;

/// A variant that is loaded and counted.
record LiveVariant(Variant variant, LoadedVersion version, VariantCounter counter) {
  /// Why it answers where the route chose it, as the reply says it.
  String routed() {
    return switch (variant.role()) {
      case PRIMARY -> "route:primary";
      case CANARY -> "route:canary";
      case ARM -> "route:arm";
      case SHADOW -> "route:shadow";
    };
  }

  String role() {
    return variant.role().name().toLowerCase(Locale.ROOT);
  }
}
