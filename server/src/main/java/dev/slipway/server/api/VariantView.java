package dev.slipway.server.api;

import dev.slipway.core.registry.VersionId;
import dev.slipway.core.route.Variant;
import dev.slipway.core.traffic.Span;
import dev.slipway.core.traffic.VariantTraffic;
import java.time.Duration;
import java.time.Instant;

/// How a variant did in the last minute.
///
/// @param requests and `errors` since the server started
/// @param requestsPerSecond and the rest: in the last minute
record VariantView(
    VersionId version,
    Variant.Role role,
    long requests,
    long errors,
    double requestsPerSecond,
    double errorRate,
    double p50Micros,
    double p99Micros) {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  static VariantView of(VariantTraffic variant, Instant now) {
    Span lately = variant.between(now.minus(MINUTE), now);
    return new VariantView(
        variant.version(),
        variant.role(),
        variant.total().requests(),
        variant.total().errors(),
        lately.requestsPerSecond(),
        lately.errorRate(),
        lately.latency().quantileNanos(0.5) / 1e3,
        lately.latency().quantileNanos(0.99) / 1e3);
  }
}
