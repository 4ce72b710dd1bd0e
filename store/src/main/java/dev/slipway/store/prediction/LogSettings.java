package dev.slipway.store.prediction;

import java.time.Duration;

/// How much the prediction log buffers and keeps.
///
/// @param ringCapacity records that may wait for the writer, a power of two; more are dropped and counted
/// @param segmentBytes a segment of this size is finished and the next one begun
/// @param segmentAge likewise a segment this old
/// @param compactAt finished segments that are compacted into one Parquet file
/// @param awaitedBytes finished segments that are left uncompacted for those who follow the log and are behind
/// @param retainedBytes the log's size above which the oldest segments are removed
public record LogSettings(
    int ringCapacity,
    long segmentBytes,
    Duration segmentAge,
    int compactAt,
    long awaitedBytes,
    long retainedBytes) {
  public static final LogSettings DEFAULT =
      new LogSettings(1 << 16, 8L << 20, Duration.ofHours(1), 8, 1L << 30, 4L << 30);
}
