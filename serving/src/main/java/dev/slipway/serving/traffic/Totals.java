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
    LatencyHistogram latency,
    Work work) {
  public Totals {
    failed = Map.copyOf(failed);
  }

  /// How many requests were not answered.
  public long failures() {
    return failed.values().stream().mapToLong(Long::longValue).sum();
  }

  /// What the time of the requests went into.
  ///
  /// @param lastMillis when the last that was answered came, in milliseconds since 1970; 0 for none
  /// @param answeredNanos of the answered requests, `decodeNanos`, `queueNanos` (waiting for the model) and
  ///     `scoreNanos` among them
  /// @param failedNanos of those that failed by no fault of their callers
  public record Work(
      long lastMillis,
      long answeredNanos,
      long failedNanos,
      long decodeNanos,
      long queueNanos,
      long scoreNanos) {
    /// What went into writing replies.
    public long encodeNanos() {
      return answeredNanos - decodeNanos - queueNanos - scoreNanos;
    }
  }
}
