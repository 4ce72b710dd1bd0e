package dev.slipway.server.console;

import dev.slipway.core.route.Environment;
import dev.slipway.core.watch.DriftReport;
import dev.slipway.core.watch.PerformanceReport;
import java.util.Optional;

/// Where the console finds what monitoring last saw at an endpoint.
public interface Findings {
  /// Empty where there was no traffic to compare, or nothing to compare it with.
  Optional<DriftReport> drift(String endpoint, Environment environment);

  /// Empty where there was no traffic.
  Optional<PerformanceReport> performance(String endpoint, Environment environment);
}
