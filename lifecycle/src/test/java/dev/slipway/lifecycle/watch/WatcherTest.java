package dev.slipway.lifecycle.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.recording.Withheld;
import dev.slipway.core.route.Environment;
import dev.slipway.core.watch.ColumnDrift;
import dev.slipway.core.watch.DriftReport;
import dev.slipway.core.watch.PerformanceReport;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WatcherTest {
  private final WatchedEndpoint endpoint = new WatchedEndpoint();

  @Test
  void trafficLikeTrainingHasNotDrifted() {
    endpoint.answer(2_000, 0.5, 1_000);
    DriftReport report = drift();
    assertThat(report.hasDrifted()).isFalse();
    assertThat(report.columns())
        .extracting(ColumnDrift::column)
        .containsExactly("distance", "carrier");
    assertThat(report.rows()).isEqualTo(2_000);
  }

  @Test
  void theColumnThatDriftedIsNamedAndTheOtherIsNot() {
    endpoint.answer(2_000, 0.95, 1_000);
    DriftReport report = drift();
    assertThat(report.drifted()).extracting(ColumnDrift::column).containsExactly("carrier");
    // Shares 0.5 and 0.5 against 0.05 and 0.95: 0.45 ln 10 + 0.45 ln 1.9.
    assertThat(report.drifted().getFirst().psi()).isCloseTo(1.325, within(0.1));
  }

  @Test
  void numbersThatShiftedAreNamed() {
    endpoint.answer(2_000, 0.5, 500);
    assertThat(drift().drifted()).extracting(ColumnDrift::column).containsExactly("distance");
  }

  @Test
  void cellsThatWentMissingAreDriftEvenWhereTheOthersLookAsBefore() {
    endpoint.answer(2_000, 0.5, 1_000);
    for (int i = 0; i < 200; i++) {
      endpoint.answer(null, "AA", 0.5);
    }
    assertThat(drift().drifted()).extracting(ColumnDrift::column).containsExactly("distance");
  }

  @Test
  void fewRowsAllowNoAnswer() {
    endpoint.answer(100, 1.0, 10);
    assertThat(drift().columns())
        .extracting(ColumnDrift::state)
        .containsOnly(ColumnDrift.State.INSUFFICIENT);
  }

  @Test
  void aColumnThatTheLogWithholdsIsNotLoggedRatherThanMissing() {
    for (int i = 0; i < 2_000; i++) {
      endpoint.answer(List.of(Withheld.MASKED, i % 2 == 0 ? "UA" : "AA"), 0.5);
    }
    DriftReport report = drift();
    assertThat(report.columns())
        .extracting(ColumnDrift::state)
        .containsExactly(ColumnDrift.State.NOT_LOGGED, ColumnDrift.State.STABLE);
    assertThat(report.columns().getFirst().rows()).isZero();
    assertThat(report.hasDrifted()).isFalse();
  }

  @Test
  void rowsWhoseInputsWereNotSampledAreCountedAndLeaveTheColumnsToTheOthers() {
    endpoint.answer(600, 0.5, 1_000);
    for (int i = 0; i < 5_400; i++) {
      endpoint.answer(List.of(), 0.5);
    }
    DriftReport report = drift();
    assertThat(report.rows()).isEqualTo(6_000);
    assertThat(report.columns())
        .allSatisfy(column -> {
          assertThat(column.state()).isEqualTo(ColumnDrift.State.STABLE);
          assertThat(column.rows()).isEqualTo(600);
          assertThat(column.missing()).isZero();
        });
    assertThat(performance().predictions()).isEqualTo(6_000);
  }

  @Test
  void liveMetricsAreThoseOfTheLabelledPredictions() {
    // scores and truths:  .9 late  .8 on time  .4 late  .1 on time  .6 unlabelled
    endpoint.truth(endpoint.answer(1.0, "AA", 0.9), "20");
    endpoint.truth(endpoint.answer(1.0, "AA", 0.8), "5");
    endpoint.truth(endpoint.answer(1.0, "AA", 0.4), "16");
    endpoint.truth(endpoint.answer(1.0, "AA", 0.1), "-3");
    endpoint.answer(1.0, "AA", 0.6);

    PerformanceReport report = performance();

    assertThat(report.predictions()).isEqualTo(5);
    assertThat(report.labelled()).isEqualTo(4);
    assertThat(report.metrics())
        .containsEntry("accuracy", 0.5)
        .containsEntry("precision", 0.5)
        .containsEntry("recall", 0.5)
        .containsEntry("f1", 0.5)
        .containsEntry("auc", 0.75);
    assertThat(report.metrics().get("brier")).isCloseTo(1.02 / 4, within(1e-12));
    assertThat(report.heldOut()).isEqualTo(Map.of("auc", 0.7));
  }

  @Test
  void expectedMetricsFollowFromTheScoresAlone() {
    endpoint.answer(1.0, "AA", 0.9);
    endpoint.answer(1.0, "AA", 0.2);
    Map<String, Double> expected = performance().expected();
    assertThat(expected.get("accuracy")).isCloseTo((0.9 + 0.8) / 2, within(1e-12));
    assertThat(expected.get("precision")).isCloseTo(0.9, within(1e-12));
    assertThat(expected.get("recall")).isCloseTo(0.9 / 1.1, within(1e-12));
    assertThat(expected.get("brier")).isCloseTo((0.09 + 0.16) / 2, within(1e-12));
  }

  @Test
  void truthsThatCannotBeReadAreCountedApart() {
    endpoint.truth(endpoint.answer(1.0, "AA", 0.9), "soon");
    assertThat(performance().unreadable()).isEqualTo(1);
    assertThat(performance().labelled()).isZero();
  }

  @Test
  void anUnknownEndpointAndAnEmptySpanAreRefused() {
    assertThatThrownBy(() ->
            endpoint
                .watcher()
                .drift(
                    "nowhere", Environment.PRODUCTION, WatchedEndpoint.START, WatchedEndpoint.END))
        .isInstanceOf(SlipwayException.class)
        .hasMessageContaining("'nowhere'");
    assertThatThrownBy(() ->
            endpoint
                .watcher()
                .drift(
                    "delays", Environment.PRODUCTION, WatchedEndpoint.END, WatchedEndpoint.START))
        .hasMessageContaining("is empty");
  }

  private DriftReport drift() {
    return endpoint
        .watcher()
        .drift("delays", Environment.PRODUCTION, WatchedEndpoint.START, WatchedEndpoint.END);
  }

  private PerformanceReport performance() {
    return endpoint
        .watcher()
        .performance("delays", Environment.PRODUCTION, WatchedEndpoint.START, WatchedEndpoint.END);
  }
}
