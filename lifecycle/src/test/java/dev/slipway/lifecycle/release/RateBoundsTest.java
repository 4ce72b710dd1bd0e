package dev.slipway.lifecycle.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RateBoundsTest {
  @Test
  void withoutFailuresTheUpperBoundSolvesTheMixtureByHand() {
    // B(1, 100 + n) / B(1, 100) = 100 / (100 + n), so 100 / (100 + n) (1 - p)^-n = 1 / alpha.
    int n = 500;
    double expected = 1 - Math.pow(100.0 / (100 + n) * 0.01, 1.0 / n);
    assertThat(RateBounds.of(0, n, 0.01).high()).isCloseTo(expected, within(1e-9));
    assertThat(RateBounds.of(0, n, 0.01).low()).isZero();
  }

  @Test
  void nothingSeenAllowsEveryRate() {
    assertThat(RateBounds.of(0, 0, 0.05)).isEqualTo(new RateBounds(0, 1));
    assertThat(RateBounds.of(3, 3, 0.05).high()).isEqualTo(1);
  }

  @Test
  void lookingAfterEveryRequestTheTrueRateIsRarelyEverOutside() {
    int missed = 0;
    for (int seed = 0; seed < 200; seed++) {
      missed += everOutside(new SplittableRandom(seed), 0.02, 2_000) ? 1 : 0;
    }
    assertThat(missed).isLessThanOrEqualTo(20);
  }

  private static boolean everOutside(SplittableRandom random, double rate, int requests) {
    long failures = 0;
    for (int n = 1; n <= requests; n++) {
      failures += random.nextDouble() < rate ? 1 : 0;
      RateBounds bounds = RateBounds.of(failures, n, 0.1);
      if (rate < bounds.low() || rate > bounds.high()) {
        return true;
      }
    }
    return false;
  }
}
