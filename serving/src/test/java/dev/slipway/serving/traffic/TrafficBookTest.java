package dev.slipway.serving.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.registry.VersionId;
import dev.slipway.core.route.Environment;
import dev.slipway.core.route.Variant;
import dev.slipway.core.traffic.Span;
import dev.slipway.core.traffic.VariantTraffic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrafficBookTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final TrafficBook book = new TrafficBook(START);
  private final VariantCounter counter =
      book.counter(
          "flights", Environment.PRODUCTION, new VersionId("flights", 1), Variant.Role.PRIMARY);

  @Test
  void eachSecondHoldsWhatHappenedInItAndQuietOnesAreLeftOut() {
    answer(2, 1_000_000);
    book.turnPage(START.plusSeconds(1));
    book.turnPage(START.plusSeconds(2));
    answer(1, 3_000_000);
    fail(ErrorCode.INTERNAL, 5_000_000);
    fail(ErrorCode.INVALID_ROW, 9_000_000);
    book.turnPage(START.plusSeconds(3));

    VariantTraffic traffic = book.of("flights", Environment.PRODUCTION).getFirst();

    assertThat(traffic.seconds())
        .extracting(Span::from)
        .containsExactly(START, START.plusSeconds(2));
    Span third = traffic.seconds().getLast();
    assertThat(third.requests()).isEqualTo(3);
    assertThat(third.errors()).isEqualTo(1);
    assertThat(third.rejected()).isEqualTo(1);
    assertThat(third.rows()).isEqualTo(1);
    assertThat(third.latency().total()).isEqualTo(2);
    assertThat(third.latency().sumNanos()).isEqualTo(8_000_000);
    assertThat(traffic.total().requests()).isEqualTo(5);
    assertThat(traffic.total().length()).isEqualTo(Duration.ofSeconds(3));
    assertThat(traffic.between(START.plusSeconds(1), START.plusSeconds(3)).requestsPerSecond())
        .isEqualTo(1.5);
  }

  @Test
  void secondsOlderThanAQuarterOfAnHourAreForgottenAndTheTotalIsNot() {
    for (int second = 1; second <= 1000; second++) {
      answer(1, 1_000);
      book.turnPage(START.plusSeconds(second));
    }

    VariantTraffic traffic = book.variants().getFirst();

    assertThat(traffic.seconds()).hasSize(900);
    assertThat(traffic.total().requests()).isEqualTo(1000);
  }

  @Test
  void manyThreadsLoseNoCount() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 8; t++) {
      threads.add(Thread.ofVirtual().start(() -> answer(10_000, 2_000)));
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(book.variants().getFirst().total().requests()).isEqualTo(80_000);
    assertThat(book.totals().getFirst().inFlight()).isZero();
  }

  private void answer(int times, long nanos) {
    for (int i = 0; i < times; i++) {
      counter.begin();
      counter.answered(1, 0, nanos, 0, 0, 0);
    }
  }

  private void fail(ErrorCode code, long nanos) {
    counter.begin();
    counter.failed(code, nanos);
  }
}
