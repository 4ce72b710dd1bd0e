package dev.slipway.lifecycle.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.audit.AuditEntry;
import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.registry.VersionId;
import dev.slipway.core.route.Environment;
import dev.slipway.core.table.ColumnType;
import dev.slipway.core.table.Table;
import dev.slipway.core.table.TableFiles;
import dev.slipway.core.watch.Alert;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WatchTest {
  private final WatchedEndpoint endpoint = new WatchedEndpoint();
  private final BlockingQueue<Table> written = new ArrayBlockingQueue<>(10);
  private final CountDownLatch mayFinish = new CountDownLatch(1);
  private boolean buildFails;

  private final ProjectBuilds builds =
      (model, _, _) -> {
        await(mayFinish);
        if (buildFails) {
          throw new SlipwayException(ErrorCode.STAGE_FAILED, "stage train failed");
        }
        return new VersionId(model, 2);
      };

  private final Retraining retraining =
      new Retraining(
          endpoint.predictions,
          endpoint.models,
          new Written(written),
          builds,
          endpoint.alerts,
          endpoint.audit,
          () -> WatchedEndpoint.END,
          Path.of("retraining"));

  private final Watch watch =
      new Watch(
          endpoint.watcher(),
          _ -> endpoint.plan,
          endpoint.models,
          retraining,
          endpoint.alerts,
          endpoint.audit,
          () -> WatchedEndpoint.END);

  @Test
  void calmTrafficRaisesNothing() {
    endpoint.answer(2_000, 0.5, 1_000);
    assertThat(look()).isEmpty();
    assertThat(endpoint.audit.entries(0, 10)).isEmpty();
  }

  @Test
  void driftRaisesAnAlertThatNamesTheColumns() {
    endpoint.answer(2_000, 0.95, 1_000);
    Alert alert = look().getFirst();
    assertThat(alert.kind()).isEqualTo("drift");
    assertThat(alert.reason()).contains("carrier (PSI 1.").contains("2,000 rows");
    assertThat(alert.columns()).containsOnlyKeys("carrier");
    assertThat(endpoint.audit.about("flight-delay:1", 1).getFirst().action())
        .isEqualTo("alert.raised");
  }

  @Test
  void anOpenAlertIsNotRaisedAgainButAClosedOneIs() {
    endpoint.answer(2_000, 0.95, 1_000);
    Alert first = look().getFirst();
    assertThat(look()).extracting(Alert::id).containsExactly(first.id());

    watch.close(first.id(), "ada");

    assertThat(look().getFirst().id()).isNotEqualTo(first.id());
  }

  @Test
  void aMetricBelowItsMinimumRaisesAnAlert() {
    endpoint.plan = WatchedEndpoint.plan(Optional.of(0.6), false);
    labelled(1_000);
    assertThat(look().getFirst().reason()).contains("auc is 0.").contains("below 0.6000");
  }

  @Test
  void anAlertRetrainsOnTheLabelledTrafficAndIsAnsweredByTheNewVersion() throws Exception {
    endpoint.plan = WatchedEndpoint.plan(Optional.of(0.6), true);
    labelled(1_000);
    mayFinish.countDown();
    look();

    Table table = written.poll(10, TimeUnit.SECONDS);
    awaitAudit("retraining.finished");

    assertThat(table.rows()).isEqualTo(1_000);
    assertThat(table.schema().names()).containsExactly("distance", "carrier", "delay");
    assertThat(table.schema().column("delay").orElseThrow().type()).isEqualTo(ColumnType.INTEGER);
    awaitState(Alert.State.ANSWERED);
  }

  @Test
  void whileTheNewVersionWaitsNothingIsRetrainedAgain() throws Exception {
    endpoint.plan = WatchedEndpoint.plan(Optional.of(0.6), true);
    labelled(1_000);
    mayFinish.countDown();
    look();
    awaitState(Alert.State.ANSWERED);

    assertThat(look()).extracting(Alert::state).containsExactly(Alert.State.ANSWERED);
    Thread.sleep(Duration.ofMillis(50));

    assertThat(written).hasSize(1);
  }

  @Test
  void anAlertAboutAVersionThatNoLongerAnswersIsClosed() {
    endpoint.answer(2_000, 0.95, 1_000);
    Alert first = look().getFirst();

    endpoint.switchToNextVersion();
    look();

    assertThat(endpoint.alerts.list(10))
        .filteredOn(a -> a.id().equals(first.id()))
        .extracting(Alert::state)
        .containsExactly(Alert.State.CLOSED);
    assertThat(endpoint.audit.about("flight-delay:1", 1).getFirst().reason())
        .isEqualTo("flight-delay:2 answers instead of flight-delay:1");
  }

  @Test
  void onlyOneRetrainingRunsAtATime() throws Exception {
    endpoint.plan = WatchedEndpoint.plan(Optional.of(0.6), true);
    labelled(1_000);
    look();
    look();
    mayFinish.countDown();
    awaitAudit("retraining.finished");
    assertThat(written).hasSize(1);
  }

  @Test
  void aFailedRetrainingLeavesTheAlertOpenAndSaysWhy() throws Exception {
    buildFails = true;
    endpoint.plan = WatchedEndpoint.plan(Optional.of(0.6), true);
    labelled(1_000);
    mayFinish.countDown();
    look();
    AuditEntry failure = awaitAudit("retraining.failed");
    assertThat(failure.reason()).isEqualTo("stage train failed");
    awaitState(Alert.State.OPEN);
  }

  @Test
  void tooFewLabelsAreNothingToLearnFrom() throws Exception {
    endpoint.plan = WatchedEndpoint.plan(Optional.empty(), true);
    endpoint.answer(2_000, 0.95, 1_000);
    look();
    assertThat(awaitAudit("retraining.failed").reason()).contains("0 labelled predictions");
  }

  private void labelled(int rows) {
    for (int i = 0; i < rows; i++) {
      endpoint.truth(
          endpoint.answer((double) i, i % 2 == 0 ? "AA" : "UA", (i % 10) / 10.0),
          i % 3 == 0 ? "30" : "2");
    }
  }

  private List<Alert> look() {
    return watch.look("delays", Environment.PRODUCTION, WatchedEndpoint.START, WatchedEndpoint.END);
  }

  private AuditEntry awaitAudit(String action) throws InterruptedException {
    for (int i = 0; i < 1_000; i++) {
      Optional<AuditEntry> entry =
          endpoint.audit.entries(0, 1_000).stream()
              .filter(e -> e.action().equals(action))
              .findFirst();
      if (entry.isPresent()) {
        return entry.get();
      }
      Thread.sleep(Duration.ofMillis(10));
    }
    throw new AssertionError(action + " never happened: " + endpoint.audit.entries(0, 1_000));
  }

  private void awaitState(Alert.State state) throws InterruptedException {
    for (int i = 0; i < 1_000; i++) {
      if (endpoint.alerts.list(1).getFirst().state() == state) {
        return;
      }
      Thread.sleep(Duration.ofMillis(10));
    }
    throw new AssertionError("never " + state + ": " + endpoint.alerts.list(1));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Table files that only remember what was written.
  private record Written(BlockingQueue<Table> tables) implements TableFiles {
    @Override
    public Table read(Path file) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Table read(Path file, int limit) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void write(Table table, Path file) {
      tables.add(table);
    }
  }
}
