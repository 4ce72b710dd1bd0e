package dev.slipway.store.prediction;

import dev.slipway.store.disk.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Finds the segments that an earlier process left.
final class SegmentFiles {
  private SegmentFiles() {}

  /// Adds them to `segments`, removes what a crash left half-done, and returns the number that the next
  /// segment gets.
  static long recover(Path folder, Segments segments) throws IOException {
    removeTemporary(folder);
    long next = 1;
    List<ParquetSegment> compacted = new ArrayList<>();
    for (Path file : Disk.list(folder)) {
      if (ParquetSegment.isNamed(file)) {
        ParquetSegment segment = ParquetSegment.open(file);
        compacted.add(segment);
        segments.add(segment);
        next = Math.max(next, segment.lastNumber() + 1);
      }
    }
    for (Path file : Disk.list(folder)) {
      if (FrameSegment.isNamed(file)) {
        long number = FrameSegment.number(file);
        next = Math.max(next, number + 1);
        if (compacted.stream().anyMatch(c -> c.covers(number))) {
          Disk.remove(file);
        } else {
          segments.add(FrameSegment.recover(file));
        }
      }
    }
    return next;
  }

  private static void removeTemporary(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Disk::isTemporary).toList()) {
        Disk.remove(file);
      }
    }
  }
}
