package dev.slipway.serving.plane;

import dev.slipway.core.route.Variant;
import dev.slipway.serving.traffic.VariantCounter;
import dev.slipway.serving.version.LoadedVersion;
import java.util.Locale;

/// A variant that is loaded and counted.
record LiveVariant(Variant variant, LoadedVersion version, VariantCounter counter) {
  String role() {
    return variant.role().name().toLowerCase(Locale.ROOT);
  }
}
