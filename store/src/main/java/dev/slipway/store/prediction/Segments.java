package dev.slipway.store.prediction;

import dev.slipway.store.disk.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The segments that make up the log at one moment, oldest first. A file that is no longer part of it is
/// removed when the last scan that may read it has ended. Thread-safe: every method holds the object's lock.
final class Segments {
  private final List<Segment> current = new ArrayList<>();
  private final List<Path> obsolete = new ArrayList<>();
  private int scans;

  synchronized void add(Segment segment) {
    current.add(segment);
    current.sort(Comparator.comparing(s -> String.valueOf(s.file().getFileName())));
  }

  synchronized List<Segment> all() {
    return List.copyOf(current);
  }

  /// The segments for a scan, which ends with [#release].
  synchronized List<Segment> acquire() {
    scans++;
    return List.copyOf(current);
  }

  synchronized void release() throws IOException {
    scans--;
    removeObsolete();
  }

  /// Puts one segment in the place of several.
  synchronized void replace(List<? extends Segment> old, Segment compacted) throws IOException {
    current.removeAll(old);
    add(compacted);
    old.forEach(segment -> obsolete.add(segment.file()));
    removeObsolete();
  }

  synchronized void remove(Segment segment) throws IOException {
    current.remove(segment);
    obsolete.add(segment.file());
    removeObsolete();
  }

  synchronized long bytes() {
    return current.stream().mapToLong(Segment::bytes).sum();
  }

  private void removeObsolete() throws IOException {
    if (scans > 0) {
      return;
    }
    for (Path file : obsolete) {
      Disk.remove(file);
    }
    obsolete.clear();
  }
}
