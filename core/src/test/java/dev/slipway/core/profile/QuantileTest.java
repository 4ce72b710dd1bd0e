package dev.slipway.core.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class QuantileTest {
  @Test
  void quantilesAreWithinTheWidthOfABucket() {
    Random random = new Random(2);
    double[] values = new double[20_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextGaussian() * 40 + 10;
    }
    NumberProfile x =
        (NumberProfile) ProfileTest.train(ProfileTest.numbers(values)).columns().getFirst();
    Arrays.sort(values);
    for (double q : new double[] {0, 0.001, 0.05, 0.3, 0.5, 0.9, 0.99, 1}) {
      double exact = values[(int) Math.max(0, Math.ceil(q * values.length) - 1)];
      assertThat(x.quantile(q)).isCloseTo(exact, within(Math.abs(exact) * 0.05 + 1e-9));
    }
  }

  @Test
  void timesWithinMonthsKeepAResolutionOfADay() {
    double start = 978_307_200_000.0;
    double[] values = new double[10_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = start + i * 1_500_000.0;
    }
    NumberProfile x =
        (NumberProfile) ProfileTest.train(ProfileTest.numbers(values)).columns().getFirst();
    assertThat(x.quantile(0.5)).isCloseTo(values[5_000], within(86_400_000.0));
  }
}
