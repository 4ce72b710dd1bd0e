package dev.slipway.serving.plane;

import dev.slipway.core.prediction.Feedback;
import dev.slipway.core.prediction.Outcome;
import dev.slipway.core.prediction.PredictionFeed;
import dev.slipway.core.prediction.PredictionLog;
import dev.slipway.core.prediction.PredictionRecord;
import dev.slipway.core.route.Environment;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/// The log of a server that keeps none, such as one that serves a single file.
public final class NoPredictionLog implements PredictionLog {
  @Override
  public void append(PredictionRecord prediction) {}

  @Override
  public int appendFeedback(List<Feedback> feedback) {
    return 0;
  }

  @Override
  public void scan(
      String endpoint,
      Environment environment,
      Instant from,
      Instant to,
      Consumer<PredictionRecord> sink) {}

  @Override
  public void scanOutcomes(
      String endpoint, Environment environment, Instant from, Instant to, Consumer<Outcome> sink) {}

  @Override
  public PredictionFeed follow(String reader) {
    throw new UnsupportedOperationException("nobody follows a log that is not kept");
  }

  @Override
  public void flush() {}

  @Override
  public long dropped() {
    return 0;
  }

  @Override
  public void close() {}
}
