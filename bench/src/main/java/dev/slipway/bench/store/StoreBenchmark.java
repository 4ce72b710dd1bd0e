package dev.slipway.bench.store;

import dev.slipway.core.content.Digest;
import dev.slipway.core.prediction.Feedback;
import dev.slipway.core.prediction.PredictionRecord;
import dev.slipway.core.registry.VersionId;
import dev.slipway.core.route.Environment;
import dev.slipway.core.route.Variant;
import dev.slipway.store.home.Home;
import dev.slipway.wire.modelpackage.PackageFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// Writes to a home on the disk under the temporary folder. `appendPrediction` appends half a ring at once,
/// so that nothing is dropped; the records are made beforehand, as the serving path makes them anyway.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls the setup first
public class StoreBenchmark {
  private static final int APPENDS = 1 << 15;
  private static final int FEEDBACK = 100;

  private final List<PredictionRecord> records = new ArrayList<>();
  private Home home;
  private VersionId version;
  private long next;

  @Setup
  public void open() throws IOException {
    Path folder = Files.createTempDirectory("slipway-bench");
    home = Home.open(folder, InstantSource.system(), new PackageFolder());
    version =
        home.registry()
            .register("late", Digest.of("a"), Optional.empty(), Map.of(), "ada", Instant.EPOCH)
            .id();
    for (int i = 0; i < APPENDS; i++) {
      records.add(
          new PredictionRecord(
              "prediction-" + i,
              Instant.ofEpochSecond(1_700_000_000 + i),
              "late",
              Environment.PRODUCTION,
              version,
              Variant.Role.PRIMARY,
              List.of(1.0, 733.0, "JFK", "LAX"),
              new double[] {0.25, 0.75},
              12_000,
              List.of(),
              Optional.empty()));
    }
  }

  @Setup(Level.Invocation)
  public void drain() {
    home.predictions().flush();
  }

  @TearDown
  public void close() {
    home.close();
  }

  @Benchmark
  @OperationsPerInvocation(APPENDS)
  public void appendPrediction() {
    for (PredictionRecord prediction : records) {
      home.predictions().append(prediction);
    }
  }

  @Benchmark
  @OperationsPerInvocation(APPENDS)
  public void appendAndFlush() {
    appendPrediction();
    home.predictions().flush();
  }

  @Benchmark
  @OperationsPerInvocation(FEEDBACK)
  public int appendFeedback() {
    List<Feedback> feedback = new ArrayList<>(FEEDBACK);
    for (int i = 0; i < FEEDBACK; i++) {
      feedback.add(new Feedback("prediction-" + next++ % APPENDS, "true", Instant.EPOCH));
    }
    return home.predictions().appendFeedback(feedback);
  }

  @Benchmark
  public void setAlias() {
    home.registry().setAlias(version, "champion");
  }

  @Benchmark
  public void audit() {
    home.auditLog().append(Instant.EPOCH, "ada", "version.approved", "late:1", "fine", Map.of());
  }
}
