package dev.slipway.core.prediction;

import java.util.List;

/// The records of a [PredictionLog] in the order they were written, for a reader that goes on where it was
/// after a restart (port). One thread at a time.
public interface PredictionFeed extends AutoCloseable {
  /// The records that follow those [#passed], at most `limit`; empty where none is written yet. Asked again, it
  /// gives the same again.
  List<PredictionRecord> next(int limit);

  /// Says that the records given last need not be given again, not even after a crash of this process.
  void passed();

  /// How many bytes of the log were not passed. For any thread.
  long behind();

  /// How many records the log removed before they were passed, since it was opened. For any thread.
  long lost();

  @Override
  void close();
}
