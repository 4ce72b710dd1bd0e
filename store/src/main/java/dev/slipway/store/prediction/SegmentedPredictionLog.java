package dev.slipway.store.prediction;

import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.prediction.Feedback;
import dev.slipway.core.prediction.Outcome;
import dev.slipway.core.prediction.PredictionFeed;
import dev.slipway.core.prediction.PredictionLog;
import dev.slipway.core.prediction.PredictionRecord;
import dev.slipway.core.recording.HashKey;
import dev.slipway.core.route.Environment;
import dev.slipway.store.disk.Disk;
import dev.slipway.store.sqlite.SqliteTruths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// The prediction log as a folder: append-only segments, compacted to Parquet in the background, and the
/// truths beside them.
///
/// An append puts the record into a ring and returns; one thread writes the ring to the newest segment every
/// few milliseconds. So a kill loses at most the last few milliseconds of predictions, and never a truth.
/// Thread-safe.
public final class SegmentedPredictionLog implements PredictionLog {
  private static final int JOIN_BATCH = 1_000;

  private final Ring<PredictionRecord> ring;
  private final Segments segments;
  private final Feeds feeds;
  private final SqliteTruths truths;
  private final LogWriter writer;
  private final SegmentKeeper keeper;
  private final AtomicLong dropped;
  private volatile boolean closed;

  private SegmentedPredictionLog(
      Ring<PredictionRecord> ring,
      Segments segments,
      Feeds feeds,
      SqliteTruths truths,
      LogWriter writer,
      SegmentKeeper keeper,
      AtomicLong dropped) {
    this.ring = ring;
    this.segments = segments;
    this.feeds = feeds;
    this.truths = truths;
    this.writer = writer;
    this.keeper = keeper;
    this.dropped = dropped;
  }

  /// Opens the log in a folder, or makes it. One process at a time may have it open.
  public static SegmentedPredictionLog open(
      Path folder, LogSettings settings, InstantSource clock) {
    try {
      Files.createDirectories(folder);
      Segments segments = new Segments();
      long next = SegmentFiles.recover(folder, segments);
      SqliteTruths truths = SqliteTruths.open(folder.resolve("truths.db"));
      Feeds feeds = new Feeds(folder.resolve("readers"), segments);
      SegmentKeeper keeper = new SegmentKeeper(folder, segments, feeds, truths, settings);
      Ring<PredictionRecord> ring = new Ring<>(settings.ringCapacity());
      AtomicLong dropped = new AtomicLong();
      HashKey key = KeyFile.open(folder.resolve("hash.key"));
      LogWriter writer =
          new LogWriter(
              ring, segments, folder, next, settings, clock, key, dropped, keeper::segmentFinished);
      writer.start();
      return new SegmentedPredictionLog(ring, segments, feeds, truths, writer, keeper, dropped);
    } catch (IOException e) {
      throw Disk.failure("the prediction log cannot be opened", e);
    }
  }

  @Override
  public void append(PredictionRecord prediction) {
    if (closed || !ring.offer(prediction)) {
      dropped.incrementAndGet();
    }
  }

  @Override
  public int appendFeedback(List<Feedback> feedback) {
    truths.store(feedback);
    int known = countKnown(feedback);
    if (known < feedback.size()) {
      writer.await(false);
      known = countKnown(feedback);
    }
    return known;
  }

  private int countKnown(List<Feedback> feedback) {
    List<Segment> newestFirst = segments.all().reversed();
    int known = 0;
    try {
      for (Feedback truth : feedback) {
        for (Segment segment : newestFirst) {
          if (segment.knows(truth.predictionId())) {
            known++;
            break;
          }
        }
      }
      return known;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  @Override
  public void scan(
      String endpoint,
      Environment environment,
      Instant from,
      Instant to,
      Consumer<PredictionRecord> sink) {
    List<Segment> snapshot = segments.acquire();
    try {
      try {
        new TimeOrder(snapshot, new Selection(endpoint, environment, from, to)).feed(sink);
      } finally {
        segments.release();
      }
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  @Override
  public void scanOutcomes(
      String endpoint, Environment environment, Instant from, Instant to, Consumer<Outcome> sink) {
    List<PredictionRecord> batch = new ArrayList<>(JOIN_BATCH);
    scan(
        endpoint,
        environment,
        from,
        to,
        record -> {
          batch.add(record);
          if (batch.size() == JOIN_BATCH) {
            join(batch, sink);
          }
        });
    join(batch, sink);
  }

  private void join(List<PredictionRecord> batch, Consumer<Outcome> sink) {
    Map<String, String> labels = truths.labels(batch.stream().map(PredictionRecord::id).toList());
    for (PredictionRecord record : batch) {
      String label = labels.get(record.id());
      if (label != null) {
        sink.accept(new Outcome(record, label));
      }
    }
    batch.clear();
  }

  @Override
  public PredictionFeed follow(String reader) {
    try {
      return feeds.open(reader);
    } catch (IOException e) {
      throw Disk.failure("a reader's place in the prediction log could not be stored", e);
    }
  }

  @Override
  public void flush() {
    writer.await(true);
  }

  @Override
  public long dropped() {
    return dropped.get();
  }

  /// Writes what was appended, then lets go of the files. Later appends are dropped.
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    writer.close();
    keeper.close();
    truths.close();
  }

  private static SlipwayException unreadable(IOException e) {
    return Disk.failure("the prediction log could not be read", e);
  }
}
