package dev.slipway.store.prediction;

import dev.slipway.core.prediction.PredictionFeed;
import dev.slipway.core.prediction.PredictionRecord;
import dev.slipway.store.disk.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// A reader's way through the segments. Its place lies in a file of its own beside them.
final class SegmentFeed implements PredictionFeed {
  private static final int PIECE = 1 << 20;
  private static final System.Logger LOG = System.getLogger(SegmentFeed.class.getName());

  private final Segments segments;
  private final Feeds feeds;
  private final Path file;
  private volatile Cursor passed;
  private final AtomicLong lost = new AtomicLong();
  private Cursor given;

  SegmentFeed(Segments segments, Feeds feeds, Path file, Cursor start) {
    this.segments = segments;
    this.feeds = feeds;
    this.file = file;
    this.passed = start;
    this.given = start;
  }

  @Override
  public List<PredictionRecord> next(int limit) {
    given = passed;
    List<PredictionRecord> records = new ArrayList<>();
    List<Segment> snapshot = segments.acquire();
    try {
      try {
        for (Segment segment : snapshot) {
          if (segment instanceof FrameSegment frames && given.before(frames)) {
            read(frames, limit, records);
            if (records.size() == limit) {
              break;
            }
          }
        }
      } finally {
        segments.release();
      }
    } catch (IOException e) {
      throw Disk.failure("the prediction log could not be read", e);
    }
    return records;
  }

  private void read(FrameSegment segment, int limit, List<PredictionRecord> records)
      throws IOException {
    long number = FrameSegment.number(segment.file());
    long position = given.segment() == number ? given.offset() : 0;
    long end = segment.bytes();
    long piece = PIECE;
    while (position < end && records.size() < limit) {
      Frames frames = Frames.read(segment.file(), position, Math.min(end, position + piece));
      ByteBuffer frame = frames.next();
      if (frame == null && position + piece < end) {
        piece *= 2;
        continue;
      }
      if (frame == null) {
        position = end;
        lost.getAndIncrement();
        LOG.log(
            System.Logger.Level.ERROR,
            "{0} is damaged; who follows the prediction log goes on behind it",
            segment.file().getFileName());
        break;
      }
      for (; frame != null; frame = frames.next()) {
        records.add(RecordCodec.decode(frame));
        if (records.size() == limit) {
          break;
        }
      }
      position = frames.position();
    }
    given = new Cursor(number, position);
  }

  @Override
  public void passed() {
    synchronized (feeds) {
      if (!passed.isBefore(given)) {
        return;
      }
      passed = given;
    }
    try {
      given.write(file);
    } catch (IOException e) {
      throw Disk.failure("a reader's place in the prediction log could not be stored", e);
    }
  }

  Cursor place() {
    return passed;
  }

  /// Goes on behind a segment and counts the records that it did not read. The feeds' lock is held.
  void skip(FrameSegment segment) throws IOException {
    long number = FrameSegment.number(segment.file());
    Frames rest =
        Frames.read(
            segment.file(), passed.segment() == number ? passed.offset() : 0, segment.bytes());
    while (rest.next() != null) {
      lost.getAndIncrement();
    }
    passed = new Cursor(number, segment.bytes());
  }

  @Override
  public long behind() {
    Cursor place = passed;
    long bytes = 0;
    for (Segment segment : segments.all()) {
      if (segment instanceof FrameSegment frames && place.before(frames)) {
        boolean within = place.segment() == FrameSegment.number(frames.file());
        bytes += frames.bytes() - (within ? place.offset() : 0);
      }
    }
    return bytes;
  }

  @Override
  public long lost() {
    return lost.get();
  }

  /// The log still waits for this reader, who may come back.
  @Override
  public void close() {}
}
