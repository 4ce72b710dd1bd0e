package dev.slipway.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.prediction.InMemoryPredictionLog;
import dev.slipway.core.prediction.PredictionRecord;
import dev.slipway.core.registry.VersionId;
import dev.slipway.core.route.Environment;
import dev.slipway.core.route.Variant;
import dev.slipway.lifecycle.outcome.PackagedModels;
import dev.slipway.lifecycle.watch.WatchPlan;
import dev.slipway.lifecycle.watch.Watcher;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedTrafficTest {
  @TempDir Path folder;
  private final InMemoryPredictionLog log = new InMemoryPredictionLog();
  private Instant now = ConsoleSample.NOW;
  private WatchedTraffic watched;

  @BeforeEach
  void start() {
    ConsoleSample sample = ConsoleSample.full(folder);
    Watcher watcher =
        new Watcher(
            sample.routes,
            new PackagedModels(sample.registry, sample.packages, sample.folders),
            log,
            _ -> WatchPlan.DEFAULT);
    watched = new WatchedTraffic(watcher, sample.routes, _ -> WatchPlan.DEFAULT, () -> now);
  }

  @Test
  void withoutTrafficNothingIsFound() {
    assertThat(watched.drift("flight-delay", Environment.PRODUCTION)).isEmpty();
    assertThat(watched.performance("flight-delay", Environment.PRODUCTION)).isEmpty();
  }

  @Test
  void anUnknownEndpointHasNoFindings() {
    assertThat(watched.drift("nowhere", Environment.PRODUCTION)).isEmpty();
  }

  @Test
  void aReportIsKeptForFifteenSeconds() {
    answer("a");
    assertThat(rows()).isEqualTo(1);
    answer("b");
    now = now.plusSeconds(14);
    assertThat(rows()).isEqualTo(1);
    now = now.plusSeconds(2);
    assertThat(rows()).isEqualTo(2);
  }

  private long rows() {
    return watched.drift("flight-delay", Environment.PRODUCTION).orElseThrow().rows();
  }

  private void answer(String id) {
    log.append(
        new PredictionRecord(
            id,
            now.minusSeconds(60),
            "flight-delay",
            Environment.PRODUCTION,
            new VersionId("flight-delay", 2),
            Variant.Role.PRIMARY,
            List.of("ORD", "SFO", 1846.0, 17.0, 12.5),
            new double[] {0.62, 0.38},
            400_000,
            List.of(),
            Optional.empty()));
  }
}
