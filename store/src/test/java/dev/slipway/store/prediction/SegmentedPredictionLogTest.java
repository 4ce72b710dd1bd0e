package dev.slipway.store.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.prediction.PredictionLog;
import dev.slipway.core.prediction.PredictionRecord;
import dev.slipway.core.recording.Withheld;
import dev.slipway.core.route.Environment;
import dev.slipway.testkit.contract.PredictionLogContract;
import dev.slipway.testkit.contract.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentedPredictionLogTest extends PredictionLogContract {
  private static final InstantSource CLOCK = InstantSource.fixed(START);

  @TempDir private Path folder;
  private SegmentedPredictionLog log;

  @BeforeEach
  void open() {
    open(LogSettings.DEFAULT);
  }

  private void open(LogSettings settings) {
    log = SegmentedPredictionLog.open(folder, settings, CLOCK);
  }

  @AfterEach
  void close() {
    log.close();
  }

  @Override
  protected PredictionLog log() {
    return log;
  }

  @Test
  void remembersAfterReopening() {
    log.append(prediction("p1", 1));
    log.appendFeedback(List.of(truth("p1", "yes", 2), truth("p2", "no", 2)));
    close();
    open();
    log.append(prediction("p2", 2));
    log.flush();
    assertThat(outcomes()).containsExactly("p1=yes", "p2=no");
    assertThat(log.appendFeedback(List.of(truth("p1", "yes", 3)))).isEqualTo(1);
  }

  @Test
  void passesOverATornTail() throws IOException {
    log.append(prediction("p1", 1));
    log.append(prediction("p2", 2));
    close();
    Path segment = files(".segment").getFirst();
    byte[] bytes = Files.readAllBytes(segment);
    Files.write(segment, Arrays.copyOf(bytes, bytes.length - 3));

    open();
    log.append(prediction("p3", 3));
    log.flush();
    assertThat(ids(Instant.MIN, Instant.MAX)).containsExactly("p1", "p3");
  }

  @Test
  void passesOverBytesThatAreNoRecord() throws IOException {
    log.append(prediction("p1", 1));
    close();
    Files.write(
        files(".segment").getFirst(), new byte[] {0, 0, 0, 9, 1, 2, 3}, StandardOpenOption.APPEND);
    open();
    assertThat(ids(Instant.MIN, Instant.MAX)).containsExactly("p1");
  }

  @Test
  void readsSegmentsAndParquetAsOneLog() throws IOException {
    compacting();
    for (int i = 0; i < 200; i++) {
      log.append(prediction("p" + i, (i * 37) % 200));
      log.flush();
    }
    log.appendFeedback(List.of(truth("p0", "yes", 300), truth("p199", "no", 300)));
    close();
    assertThat(files(".parquet")).isNotEmpty();
    open();

    List<String> expected =
        IntStream.range(0, 200)
            .boxed()
            .sorted(Comparator.comparing(i -> (i * 37) % 200))
            .map(i -> "p" + i)
            .toList();
    assertThat(ids(Instant.MIN, Instant.MAX)).isEqualTo(expected);
    assertThat(ids(START.plusSeconds(10), START.plusSeconds(20)))
        .isEqualTo(expected.subList(10, 20));
    assertThat(outcomes()).containsExactly("p0=yes", "p199=no");
    assertThat(log.appendFeedback(List.of(truth("p7", "yes", 1), truth("none", "yes", 1))))
        .isEqualTo(1);
  }

  @Test
  void keepsRecordsWholeInParquet() throws IOException {
    compacting();
    log.append(FULL);
    log.append(FAILED);
    for (int i = 0; i < 10; i++) {
      log.append(prediction("q" + i, 100 + i));
      log.flush();
    }
    close();
    assertThat(files(".parquet")).isNotEmpty();
    open();
    assertFeedsFullAndFailed();
  }

  @Test
  void keepsEveryScoreToTheBitInParquet() throws IOException {
    compacting();
    Random random = new Random(7);
    List<double[]> appended = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      double[] scores = new double[i % 5];
      Arrays.setAll(scores, _ -> Double.longBitsToDouble(random.nextLong()));
      appended.add(scores);
    }
    appended.add(new double[] {Double.NaN, Double.POSITIVE_INFINITY, -0.0, Double.MIN_VALUE});
    for (int i = 0; i < appended.size(); i++) {
      log.append(scored("p" + i, i, appended.get(i)));
      if (i % 500 == 0) {
        log.flush();
      }
    }
    close();
    assertThat(files(".parquet")).isNotEmpty();
    open();

    List<PredictionRecord> read = scan("late", Environment.PRODUCTION, Instant.MIN, Instant.MAX);
    assertThat(read).extracting(PredictionRecord::scores).containsExactlyElementsOf(appended);
  }

  private static PredictionRecord scored(String id, int second, double[] scores) {
    PredictionRecord like = prediction(id, second);
    return new PredictionRecord(
        id,
        like.at(),
        like.endpoint(),
        like.environment(),
        like.version(),
        like.role(),
        like.inputs(),
        scores,
        like.nanos(),
        like.flags(),
        like.error());
  }

  /// A truth is text of the caller's and no input; everything else in the folder is searched, compacted or not.
  @Test
  void neverWritesASecretAndGivesItTheSameHashAfterARestart() throws IOException {
    compacting();
    for (int i = 0; i < 11; i++) {
      log.append(withInputs("p" + i, Withheld.MASKED, new Withheld.Secret("name", "Ada Lovelace")));
      log.flush();
    }
    close();
    assertThat(files(".parquet")).isNotEmpty();
    for (Path file : files("")) {
      if (Files.isRegularFile(file)) {
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain("Lovelace");
      }
    }
    assertThat(Files.getPosixFilePermissions(folder.resolve("hash.key")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));

    open();
    log.append(withInputs("last", Withheld.MASKED, new Withheld.Secret("name", "Ada Lovelace")));
    log.flush();
    assertThat(scan("late", Environment.PRODUCTION, Instant.MIN, Instant.MAX))
        .hasSize(12)
        .extracting(PredictionRecord::inputs)
        .containsOnly(
            scan("late", Environment.PRODUCTION, Instant.MIN, Instant.MAX).getFirst().inputs());
  }

  @Test
  void removesTheOldestBeyondWhatItMayKeep() throws IOException {
    close();
    open(new LogSettings(1 << 10, 400, Duration.ofHours(1), 1_000, 2_000, 2_000));
    for (int i = 0; i < 100; i++) {
      log.append(prediction("p" + i, i));
      log.flush();
    }
    close();
    open();
    List<String> kept = ids(Instant.MIN, Instant.MAX);
    assertThat(kept).hasSizeBetween(5, 30).contains("p99").doesNotContain("p0");
  }

  @Test
  void dropsAndCountsWhatDoesNotFit() {
    close();
    // Room to keep everything that is written: what retention removes is not dropped.
    open(new LogSettings(4, 1 << 20, Duration.ofHours(1), 8, 1 << 20, 1 << 30));
    int appended = 200_000;
    for (int i = 0; i < appended; i++) {
      log.append(prediction("p" + i, 1));
    }
    log.flush();
    assertThat(ids(Instant.MIN, Instant.MAX).size() + log.dropped()).isEqualTo(appended);
    assertThat(log.dropped()).isPositive();
  }

  /// A folder lies where the next segment should go, so it cannot be made; then the folder goes away.
  @Test
  void saysWhenTheDiskRefusesAndGoesOnAfterwards() throws IOException {
    Path obstacle = folder.resolve(FrameSegment.name(1));
    Files.createDirectory(obstacle);
    log.append(prediction("p1", 1));
    Refusal.assertRefused(ErrorCode.STORAGE, log::flush, "predictions could not be logged");
    assertThat(log.dropped()).isEqualTo(1);

    Files.delete(obstacle);
    log.append(prediction("p2", 2));
    log.flush();
    assertThat(ids(Instant.MIN, Instant.MAX)).containsExactly("p2");
  }

  @Test
  void countsWhatComesAfterClosing() {
    close();
    log.append(prediction("p1", 1));
    assertThat(log.dropped()).isEqualTo(1);
  }

  /// Every few records make a segment, every second segment a Parquet file.
  private void compacting() {
    close();
    open(new LogSettings(1 << 10, 400, Duration.ofHours(1), 2, 1L << 20, 1L << 30));
  }

  private List<Path> files(String ending) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(ending)).sorted().toList();
    }
  }
}
