package dev.slipway.core.prediction;

import dev.slipway.core.route.Environment;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/// The log of predictions and of their truths (port).
public interface PredictionLog extends AutoCloseable {
  /// Never waits: a full buffer drops the record and counts it. A [dev.slipway.core.recording.Withheld.Secret]
  /// among its inputs is stored as its hash.
  void append(PredictionRecord prediction);

  /// Stores the truths durably before returning. Told twice, the truth with the later time counts, of the
  /// same time the one told last. A truth may come before its prediction was flushed, or at all: it is
  /// kept. Returns how many named a prediction that is known.
  int appendFeedback(List<Feedback> feedback);

  /// Feeds every record of the endpoint with `from <= at < to`, oldest first.
  void scan(
      String endpoint,
      Environment environment,
      Instant from,
      Instant to,
      Consumer<PredictionRecord> sink);

  /// Feeds every record of that span whose truth is known.
  void scanOutcomes(
      String endpoint, Environment environment, Instant from, Instant to, Consumer<Outcome> sink);

  /// Feeds records to a reader of that name as they are written: from where it was when it was last here, or,
  /// where it never was, from now on. A record is written some milliseconds after it was appended.
  PredictionFeed follow(String reader);

  /// Waits until everything appended before the call can be scanned and survives a crash.
  void flush();

  long dropped();

  @Override
  void close();
}
