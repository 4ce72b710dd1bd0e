package dev.slipway.store.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.prediction.PredictionFeed;
import dev.slipway.core.prediction.PredictionRecord;
import dev.slipway.core.registry.VersionId;
import dev.slipway.core.route.Environment;
import dev.slipway.core.route.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A reader of a log whose segments hold three records or so and are compacted two at a time.
final class SegmentFeedTest {
  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
  private static final long SMALL = 400;

  @TempDir private Path folder;
  private SegmentedPredictionLog log;

  @BeforeEach
  void open() {
    open(SMALL, 1 << 30, 1 << 30);
  }

  private void open(long segmentBytes, long awaitedBytes, long retainedBytes) {
    log =
        SegmentedPredictionLog.open(
            folder,
            new LogSettings(
                1 << 10, segmentBytes, Duration.ofHours(1), 2, awaitedBytes, retainedBytes),
            InstantSource.fixed(START));
  }

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void goesOnWhereItWasAfterARestartAndKeepsWhatItHasNotReadFromCompaction() throws IOException {
    PredictionFeed feed = log.follow("sink");
    append(0, 40);
    assertThat(ids(feed.next(15))).isEqualTo(named(0, 15));
    feed.passed();
    assertThat(ids(feed.next(5))).as("given, not passed").isEqualTo(named(15, 20));
    close();
    assertThat(files(".parquet")).as("what was passed is compacted").isNotEmpty();

    open();
    feed = log.follow("sink");
    append(40, 60);
    assertThat(readAll(feed)).isEqualTo(named(15, 60));
    close();
    assertThat(files(".segment")).isEmpty();
    open();
    assertThat(log.follow("sink").next(1)).isEmpty();
    assertThat(log.follow("sink").lost()).isZero();
  }

  @Test
  void givesUpAReaderThatIsTooFarBehindAndCountsWhatItLost() {
    close();
    open(SMALL, 2_000, 1 << 30);
    PredictionFeed feed = log.follow("sink");
    append(0, 200);
    close();

    List<String> read = readAll(feed);
    assertThat(read).hasSizeBetween(5, 40).isEqualTo(named(200 - read.size(), 200));
    assertThat(feed.lost()).isEqualTo(200 - read.size());
    assertThat(feed.behind()).isZero();
  }

  @Test
  void countsWhatRetentionRemovedBeforeTheReaderCame() {
    close();
    open(SMALL, 1 << 20, 2_000);
    PredictionFeed feed = log.follow("sink");
    append(0, 200);
    close();

    List<String> read = readAll(feed);
    assertThat(read).hasSizeBetween(5, 40).isEqualTo(named(200 - read.size(), 200));
    assertThat(feed.lost()).isEqualTo(200 - read.size());
  }

  @Test
  void passesOverATornTail() throws IOException {
    close();
    open(1 << 20, 1 << 20, 1 << 30);
    PredictionFeed feed = log.follow("sink");
    append(0, 4);
    close();
    Path segment = files(".segment").getFirst();
    byte[] bytes = Files.readAllBytes(segment);
    Files.write(segment, Arrays.copyOf(bytes, bytes.length - 3));
    open();
    append(4, 6);
    assertThat(readAll(log.follow("sink"))).containsExactly("p0", "p1", "p2", "p4", "p5");
    assertThat(feed.lost()).isZero();
  }

  @Test
  void goesOnBehindBytesThatWereDamagedAfterTheyWereWritten() throws IOException {
    close();
    open(SMALL, 1 << 30, 1 << 30);
    PredictionFeed feed = log.follow("sink");
    append(0, 20);
    Path first = files(".segment").getFirst();
    byte[] bytes = Files.readAllBytes(first);
    bytes[bytes.length - 2] ^= 1;
    Files.write(first, bytes, StandardOpenOption.TRUNCATE_EXISTING);

    List<String> read = readAll(feed);
    assertThat(read).contains("p0", "p19").hasSize(19);
    assertThat(feed.lost()).isEqualTo(1);
  }

  @Test
  void readsARecordLargerThanWhatItReadsAtOnce() {
    PredictionFeed feed = log.follow("sink");
    log.append(prediction("small", "x"));
    log.append(prediction("large", "x".repeat(3 << 20)));
    log.append(prediction("after", "x"));
    log.flush();
    assertThat(readAll(feed)).containsExactly("small", "large", "after");
  }

  @Test
  void startsOverWhereItsPlaceCannotBeReadOrIsAnotherLogs() throws IOException {
    log.follow("sink");
    append(0, 3);
    for (String place : List.of("", "rubbish", "7", "999999 5", "9999999999999999999999 0")) {
      Files.writeString(files(folder.resolve("readers"), ".place").getFirst(), place);
      assertThat(readAll(log.follow("sink"))).as("'%s'", place).containsExactly("p0", "p1", "p2");
    }
  }

  private void append(int from, int to) {
    for (int i = from; i < to; i++) {
      log.append(prediction("p" + i, "JFK"));
      log.flush();
    }
  }

  private static List<String> readAll(PredictionFeed feed) {
    List<String> all = new ArrayList<>();
    for (List<PredictionRecord> next = feed.next(7); !next.isEmpty(); next = feed.next(7)) {
      all.addAll(ids(next));
      feed.passed();
    }
    return all;
  }

  private static List<String> ids(List<PredictionRecord> records) {
    return records.stream().map(PredictionRecord::id).toList();
  }

  private static List<String> named(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "p" + i).toList();
  }

  private List<Path> files(String ending) throws IOException {
    return files(folder, ending);
  }

  private static List<Path> files(Path folder, String ending) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(ending)).sorted().toList();
    }
  }

  private static PredictionRecord prediction(String id, String origin) {
    return new PredictionRecord(
        id,
        START,
        "late",
        Environment.PRODUCTION,
        new VersionId("late", 3),
        Variant.Role.PRIMARY,
        List.of(1.0, origin),
        new double[] {0.25, 0.75},
        12_000,
        List.of(),
        Optional.empty());
  }
}
