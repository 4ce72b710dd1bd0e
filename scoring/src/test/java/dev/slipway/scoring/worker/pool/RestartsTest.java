package dev.slipway.scoring.worker.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class RestartsTest {
  @Test
  void pausesDoubleUpToALongestOne() {
    Restarts restarts = Restarts.NONE;
    assertThat(restarts.pause()).isEqualTo(Duration.ZERO);
    long[] millis = {100, 200, 400, 800, 1600, 3200, 6400, 12800, 12800, 12800};
    for (long expected : millis) {
      restarts = restarts.afterFailure();
      assertThat(restarts.pause()).isEqualTo(Duration.ofMillis(expected));
    }
  }

  @Test
  void fiveFailuresInARowAreBroken() {
    Restarts restarts = Restarts.NONE;
    for (int i = 0; i < 4; i++) {
      restarts = restarts.afterFailure();
      assertThat(restarts.broken()).isFalse();
    }
    assertThat(restarts.afterFailure().broken()).isTrue();
  }
}
