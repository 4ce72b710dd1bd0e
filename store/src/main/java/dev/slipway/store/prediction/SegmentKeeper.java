package dev.slipway.store.prediction;

import dev.slipway.store.sqlite.SqliteTruths;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Tidies the log in the background whenever a segment is finished: compacts finished segments to Parquet
/// and removes the oldest where the log has grown beyond what it may keep. Its thread gives way to those that
/// answer requests; the tenth of a processor that it always gets compacts some 50,000 records a second.
final class SegmentKeeper implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(SegmentKeeper.class.getName());

  private final Path folder;
  private final Segments segments;
  private final Feeds feeds;
  private final SqliteTruths truths;
  private final LogSettings settings;
  private final ExecutorService background =
      Executors.newSingleThreadExecutor(LowPriority.threads("slipway-prediction-log-keeper"));

  SegmentKeeper(
      Path folder, Segments segments, Feeds feeds, SqliteTruths truths, LogSettings settings) {
    this.folder = folder;
    this.segments = segments;
    this.feeds = feeds;
    this.truths = truths;
    this.settings = settings;
  }

  void segmentFinished() {
    background.execute(() -> {
      try {
        compact();
        retain();
      } catch (IOException | RuntimeException e) {
        LOG.log(
            System.Logger.Level.WARNING,
            "the prediction log could not be compacted; it stays complete and is tried again",
            e);
      }
    });
  }

  private void compact() throws IOException {
    List<FrameSegment> finished =
        segments.all().stream()
            .filter(s -> s instanceof FrameSegment frames && frames.finished())
            .map(FrameSegment.class::cast)
            .filter(s -> s.bytes() > 0)
            .toList();
    List<FrameSegment> passed = finished.subList(0, finished.size() - awaited(finished));
    if (passed.size() >= settings.compactAt()) {
      segments.replace(passed, ParquetSegment.compact(passed, folder));
    }
  }

  /// How many of the newest somebody has yet to read and may go on waiting for; older ones are given up.
  private int awaited(List<FrameSegment> finished) throws IOException {
    long bytes = 0;
    int count = 0;
    for (FrameSegment segment : finished.reversed()) {
      bytes += segment.bytes();
      if (bytes > settings.awaitedBytes() || !feeds.await(segment)) {
        break;
      }
      count++;
    }
    for (FrameSegment segment : finished.subList(0, finished.size() - count)) {
      feeds.giveUp(segment);
    }
    return count;
  }

  private void retain() throws IOException {
    boolean removed = false;
    while (segments.bytes() > settings.retainedBytes() && segments.all().size() > 1) {
      Segment first = segments.all().getFirst();
      if (first instanceof FrameSegment frames) {
        feeds.giveUp(frames);
      }
      segments.remove(first);
      removed = true;
    }
    if (removed) {
      Instant oldest =
          segments.all().stream().map(Segment::oldest).min(Instant::compareTo).orElse(Instant.MAX);
      if (oldest.isBefore(Instant.MAX)) {
        truths.removeBefore(oldest);
      }
    }
  }

  /// Ends after the work under way.
  @Override
  public void close() {
    background.close();
  }
}
