package dev.slipway.store.prediction;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Those who read the log as it is written. A finished segment stays as it is until all of them have passed it,
/// also after they were closed, so that they can go on after a restart. Thread-safe: every method holds the
/// object's lock.
final class Feeds {
  private static final System.Logger LOG = System.getLogger(Feeds.class.getName());

  private final Path folder;
  private final Segments segments;
  private final List<SegmentFeed> opened = new ArrayList<>();

  Feeds(Path folder, Segments segments) {
    this.folder = folder;
    this.segments = segments;
  }

  synchronized SegmentFeed open(String reader) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve("%016x.place".formatted(IdHash.of(reader)));
    Cursor start = Cursor.read(file).map(this::stillThere).orElseGet(this::end);
    start.write(file);
    SegmentFeed feed = new SegmentFeed(segments, this, file, start);
    opened.add(feed);
    return feed;
  }

  /// The place, or the start where it is beyond the log: then this is another log than the one it was stored for.
  private Cursor stillThere(Cursor stored) {
    return stored.segment() > end().segment() ? Cursor.START : stored;
  }

  private Cursor end() {
    List<Segment> all = segments.all();
    return all.isEmpty()
        ? Cursor.START
        : switch (all.getLast()) {
          case FrameSegment frames ->
              new Cursor(FrameSegment.number(frames.file()), frames.bytes());
          case ParquetSegment compacted -> new Cursor(compacted.lastNumber(), Long.MAX_VALUE);
        };
  }

  /// Whether somebody has yet to read some of it.
  synchronized boolean await(FrameSegment segment) {
    return opened.stream().anyMatch(feed -> feed.place().before(segment));
  }

  /// Lets everybody who has not read a segment go on behind it, and counts what they lose.
  synchronized void giveUp(FrameSegment segment) throws IOException {
    for (SegmentFeed feed : opened) {
      if (feed.place().before(segment)) {
        if (feed.lost() == 0) {
          LOG.log(
              System.Logger.Level.WARNING,
              "a sink is so far behind that predictions are removed before it read them; they are counted");
        }
        feed.skip(segment);
      }
    }
  }
}
