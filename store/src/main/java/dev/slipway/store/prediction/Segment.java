package dev.slipway.store.prediction;

import dev.slipway.core.prediction.PredictionRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;

/// A file of the log, finished or still written to.
sealed interface Segment permits FrameSegment, ParquetSegment {
  Path file();

  /// When the oldest record was made, and the newest; of an empty segment `Instant.MAX` and `Instant.MIN`.
  Instant oldest();

  Instant newest();

  long bytes();

  /// Whether it has a prediction of this id; of two ids with one 64-bit hash it tells no difference.
  boolean knows(String predictionId) throws IOException;

  /// The selected records in time order, those of the same time in the order they were written.
  Records select(Selection selection) throws IOException;

  /// Records that are read as they are asked for.
  interface Records extends Iterator<PredictionRecord>, AutoCloseable {
    @Override
    default void close() {}
  }
}
