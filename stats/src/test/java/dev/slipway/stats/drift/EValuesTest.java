package dev.slipway.stats.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EValuesTest {
  @Test
  void anEValueOfAPValueHasMeanOne() {
    // the integral of 1 / (2 sqrt p) from 0 to 1
    double sum = 0;
    int steps = 1_000_000;
    for (int i = 0; i < steps; i++) {
      sum += EValues.fromP((i + 0.5) / steps);
    }
    assertThat(sum / steps).isCloseTo(1, within(1e-3));
    assertThat(EValues.fromP(0)).isFinite();
  }

  @Test
  void meansAreWeighted() {
    assertThat(EValues.mean(new double[] {1, 5}, new double[] {3, 1})).isEqualTo(2);
    assertThat(EValues.mean(new double[] {1, 5}, new double[] {0, 0})).isEqualTo(3);
  }

  @Test
  void columnsAreNamedByHowManyStandOut() {
    // of 4 at 5 %: the greatest needs 80, the second 40, the third 26.7
    assertThat(EValues.named(new double[] {1, 50, 45, 2}, 0.05))
        .containsExactly(false, true, true, false);
    assertThat(EValues.named(new double[] {79, 1, 1, 1}, 0.05)).containsOnly(false);
  }

  @Test
  void adjustedPValuesAreThoseOfBenjaminiAndHochberg() {
    assertThat(EValues.adjusted(new double[] {.01, .04, .03, .005, .5}))
        .containsExactly(new double[] {.025, .05, .05, .025, .5}, within(1e-15));
  }
}
