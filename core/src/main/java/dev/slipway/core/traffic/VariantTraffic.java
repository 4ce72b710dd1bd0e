package dev.slipway.core.traffic;

import dev.slipway.core.registry.VersionId;
import dev.slipway.core.route.Environment;
import dev.slipway.core.route.Variant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What one version answered in one role at one endpoint.
///
/// @param total everything since the process started
/// @param seconds the last [Traffic#SECONDS] that are over, oldest first; seconds without a request are
///     left out
public record VariantTraffic(
    String endpoint,
    Environment environment,
    VersionId version,
    Variant.Role role,
    Span total,
    List<Span> seconds) {
  public VariantTraffic {
    seconds = List.copyOf(seconds);
  }

  /// Everything from `from` (inclusive) to `to` (exclusive), as far as the seconds reach back.
  public Span between(Instant from, Instant to) {
    Span sum = Span.empty(from, Duration.between(from, to));
    for (Span second : seconds) {
      if (!second.from().isBefore(from) && second.from().isBefore(to)) {
        sum = sum.plus(second);
      }
    }
    return sum;
  }
}
