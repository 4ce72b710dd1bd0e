package dev.slipway.serving.traffic;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.registry.VersionId;
import dev.slipway.core.route.Environment;
import dev.slipway.core.route.Variant;
import dev.slipway.core.traffic.LatencyHistogram;
import java.util.Map;

/// Everything that one variant answered since the process started, in the detail that metrics show.
///
/// @param answered requests that were answered
/// @param failed requests that were not, by cause; causes without any are left out
public record Totals(
    String endpoint,
    Environment environment,
    VersionId version,
    Variant.Role role,
    long answered,
    Map<ErrorCode, Long> failed,
    long rows,
    int inFlight,
    LatencyHistogram latency) {
  public Totals {
    failed = Map.copyOf(failed);
  }
}
