package dev.slipway.wire.openinference;

/// What one version of a model answered since the process started.
///
/// @param lastMillis when it answered last, in milliseconds since 1970; 0 where it did not
/// @param answered requests that were answered, and `rows` the rows in them
/// @param failed requests that were not
/// @param answeredNanos what the answered ones took: reading them, waiting for the model (`queueNanos`), scoring
///     them and writing the replies
public record ModelStatistics(
    String name,
    int version,
    long lastMillis,
    long rows,
    long answered,
    long failed,
    long answeredNanos,
    long failedNanos,
    long decodeNanos,
    long queueNanos,
    long scoreNanos) {
  long encodeNanos() {
    return Math.max(0, answeredNanos - decodeNanos - queueNanos - scoreNanos);
  }
}
