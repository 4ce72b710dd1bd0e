package dev.slipway.core.traffic;

import dev.slipway.core.route.Environment;
import java.util.List;

/// The live view of the data plane (port): what every variant answered since the process started.
///
/// Thread-safe. Reading takes a copy and slows no request; the newest second is the last one that is
/// over.
public interface Traffic {
  /// How many past seconds are kept one by one.
  int SECONDS = 900;

  /// Every variant that was routed since the process started, by endpoint, environment and version.
  List<VariantTraffic> variants();

  default List<VariantTraffic> of(String endpoint, Environment environment) {
    return variants().stream()
        .filter(v -> v.environment() == environment && v.endpoint().equals(endpoint))
        .toList();
  }
}
