package dev.slipway.app.traffic;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// What callers saw while rows were replayed.
///
/// @param requests sent
/// @param versions requests by the version that answered or failed, such as `2`
/// @param failures requests that were not answered with 200, by the version that failed them; `none` where
///     no version said so
/// @param nanos the latency of every request as the caller measured it, ascending
public record Answered(
    int requests, Map<String, Integer> versions, Map<String, Integer> failures, long[] nanos) {
  public Answered {
    versions = Collections.unmodifiableMap(new TreeMap<>(versions));
    failures = Collections.unmodifiableMap(new TreeMap<>(failures));
    nanos = nanos.clone();
    Arrays.sort(nanos);
  }

  public int failed() {
    return failures.values().stream().mapToInt(Integer::intValue).sum();
  }

  /// The latency, in milliseconds, that the share `q` of the requests did not exceed.
  public double millisAt(double q) {
    return nanos.length == 0
        ? 0
        : nanos[(int) Math.min(nanos.length - 1L, (long) Math.ceil(q * nanos.length) - 1)] / 1e6;
  }
}
