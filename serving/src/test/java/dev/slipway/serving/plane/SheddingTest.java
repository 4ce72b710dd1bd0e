package dev.slipway.serving.plane;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Shedding in front of a queue that is simulated as a fluid: work comes in at `load` times what is worked off,
/// a share of it is admitted, and the queue is what is left. Looks are 5 ms apart.
class SheddingTest {
  private static final double STEP_NANOS = 5e6;
  private static final long WORK_NANOS = 2_000_000;

  private final Shedding shedding = new Shedding();
  private double queue;
  private double share = 1;
  private double done;
  private double longest;

  @ParameterizedTest
  @ValueSource(doubles = {1.2, 2, 4, 10})
  void underOverloadTheQueueStaysShortAndTheProcessorsBusy(double load) {
    run(2_000, load);
    longest = 0;
    done = 0;
    run(20_000, load);

    assertThat(longest).isLessThan(60e6);
    assertThat(done / (20_000 * STEP_NANOS)).isGreaterThan(0.85);
  }

  @Test
  void belowCapacityEverythingIsTakenOn() {
    for (int i = 0; i < 100; i++) {
      run(50, 0.9);
      assertThat(share).isEqualTo(1);
    }
  }

  @Test
  void aBurstThatIsWorkedOffWithinAWindowIsTakenOn() {
    for (int burst = 0; burst < 20; burst++) {
      run(2, 3);
      run(30, 0.2);
      assertThat(share).isEqualTo(1);
    }
  }

  @Test
  void whenTheOverloadEndsEverythingIsTakenOnAgain() {
    run(4_000, 5);
    assertThat(share).isLessThan(0.5);
    run(1_000, 0.5);
    assertThat(share).isEqualTo(1);
  }

  @Test
  void aModelThatTakesLongMayQueueLonger() {
    for (int i = 0; i < Shedding.WINDOW; i++) {
      share = shedding.look(50_000_000, 30_000_000);
    }
    assertThat(share).isEqualTo(1);
    for (int i = 0; i < Shedding.WINDOW; i++) {
      share = shedding.look(50_000_000, 1_000_000);
    }
    assertThat(share).isLessThan(1);
  }

  private void run(int steps, double load) {
    for (int i = 0; i < steps; i++) {
      double before = queue + load * share * STEP_NANOS;
      queue = Math.max(0, before - STEP_NANOS);
      done += before - queue;
      longest = Math.max(longest, queue);
      share = shedding.look((long) queue, WORK_NANOS);
    }
  }
}
