package dev.slipway.core.traffic;

import java.time.Duration;
import java.time.Instant;

/// Counts over a stretch of time.
///
/// @param requests answered or failed, a batch counting once; a shadow's are the requests it scored besides
/// @param errors requests that failed on our side: the model threw, was too late, or gave no number
/// @param rejected requests that the version's signature or limits refused, the caller's fault
/// @param rows predictions made
/// @param latency of every request but the rejected ones, from the request read to the reply ready
public record Span(
    Instant from,
    Duration length,
    long requests,
    long errors,
    long rejected,
    long rows,
    LatencyHistogram latency) {
  public static Span empty(Instant from, Duration length) {
    return new Span(from, length, 0, 0, 0, 0, LatencyHistogram.EMPTY);
  }

  /// The counts of both, over the time of this one.
  public Span plus(Span other) {
    return new Span(
        from,
        length,
        requests + other.requests,
        errors + other.errors,
        rejected + other.rejected,
        rows + other.rows,
        latency.plus(other.latency));
  }

  public double requestsPerSecond() {
    return length.isZero() ? 0 : requests * 1e9 / length.toNanos();
  }

  /// Errors among the requests, 0 where there was none.
  public double errorRate() {
    return requests == 0 ? 0 : (double) errors / requests;
  }
}
