package dev.slipway.store.prediction;

import dev.slipway.store.disk.Disk;
import dev.slipway.store.sqlite.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Several finished segments as one Parquet file in time order, for scans and for whoever wants to query the
/// log with SQL. Its name tells which segments it replaced and the times it spans (in nanoseconds), so that
/// a start has nothing to read.
final class ParquetSegment implements Segment {
  private static final Pattern NAME =
      Pattern.compile("(\\d{16})-(\\d{16})_(-?\\d+)_(-?\\d+)\\.parquet");

  private final Path file;
  private final long firstNumber;
  private final long lastNumber;
  private final Instant oldest;
  private final Instant newest;
  private final long bytes;
  private long @Nullable [] ids;

  private ParquetSegment(Path file, Matcher name, long bytes) {
    this.file = file;
    this.firstNumber = Long.parseLong(name.group(1));
    this.lastNumber = Long.parseLong(name.group(2));
    this.oldest = Database.instant(Long.parseLong(name.group(3)));
    this.newest = Database.instant(Long.parseLong(name.group(4)));
    this.bytes = bytes;
  }

  static boolean isNamed(Path file) {
    return NAME.matcher(file.getFileName().toString()).matches();
  }

  static ParquetSegment open(Path file) throws IOException {
    Matcher name = NAME.matcher(file.getFileName().toString());
    if (!name.matches()) {
      throw new IOException("not the name of a compacted segment");
    }
    return new ParquetSegment(file, name, Files.size(file));
  }

  /// Writes the records of finished segments, which lie next to each other, to one file.
  static ParquetSegment compact(List<FrameSegment> finished, Path folder) throws IOException {
    Instant oldest = finished.stream().map(Segment::oldest).min(Instant::compareTo).orElseThrow();
    Instant newest = finished.stream().map(Segment::newest).max(Instant::compareTo).orElseThrow();
    Path file =
        folder.resolve(
            "%016d-%016d_%d_%d.parquet"
                .formatted(
                    FrameSegment.number(finished.getFirst().file()),
                    FrameSegment.number(finished.getLast().file()),
                    Database.nanos(oldest),
                    Database.nanos(newest)));
    Path temporary = Disk.temporary(file);
    ParquetRecords.write(finished, temporary);
    Disk.moveIntoPlace(temporary, file);
    return open(file);
  }

  long lastNumber() {
    return lastNumber;
  }

  /// Whether the records of that segment are in here.
  boolean covers(long number) {
    return firstNumber <= number && number <= lastNumber;
  }

  @Override
  public Path file() {
    return file;
  }

  @Override
  public Instant oldest() {
    return oldest;
  }

  @Override
  public Instant newest() {
    return newest;
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public synchronized boolean knows(String predictionId) throws IOException {
    long[] known = ids;
    if (known == null) {
      known = ParquetRecords.ids(file);
      ids = known;
    }
    return Arrays.binarySearch(known, IdHash.of(predictionId)) >= 0;
  }

  @Override
  public Records select(Selection selection) throws IOException {
    Instant from = selection.from().isBefore(oldest) ? oldest : selection.from();
    Instant to = selection.to().isAfter(newest) ? newest.plusNanos(1) : selection.to();
    return ParquetScan.open(
        file, new Selection(selection.endpoint(), selection.environment(), from, to));
  }
}
