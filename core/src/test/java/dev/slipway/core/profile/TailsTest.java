package dev.slipway.core.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.slipway.core.table.Table;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TailsTest {
  @Test
  void aRangeIsBetweenTheOrderStatisticsThatTheBudgetAllows() {
    Random random = new Random(5);
    double[] values = random.doubles(100_000).toArray();
    Tails tails = tails(values);
    Arrays.sort(values);
    for (double share : new double[] {0.00002, 0.0001, 0.001, 0.005, 0.01}) {
      Tails.Range range = tails.within(share).orElseThrow();
      int wanted = (int) (share * 100_001 / 2);
      int rank = Arrays.binarySearch(values, range.low()) + 1;
      assertThat(rank).isBetween((int) Math.ceil(wanted / 1.25), wanted);
      assertThat(range.high()).isEqualTo(values[values.length - rank]);
      assertThat(range.outside()).isCloseTo(2.0 * rank / 100_001, within(1e-15));
    }
    assertThat(tails.within(0.000_01)).isEmpty();
  }

  /// A new value is outside with probability 2r / (n + 1) exactly: over 40,000 trainings with a fixed seed
  /// the count is within 4 standard deviations of its binomial mean.
  @ParameterizedTest
  @CsvSource({"99, 0.02", "199, 0.05", "599, 0.01"})
  void aNewValueIsOutsideAsOftenAsIsStated(int n, double share) {
    Random random = new Random(n);
    int trials = 40_000;
    int outside = 0;
    double stated = 0;
    for (int t = 0; t < trials; t++) {
      ValueCounts values = new ValueCounts();
      for (int i = 0; i < n; i++) {
        values.add(Math.exp(random.nextGaussian() * 2), 1);
      }
      Tails.Range range = Tails.of(values).within(share).orElseThrow();
      double live = Math.exp(random.nextGaussian() * 2);
      outside += live < range.low() || live > range.high() ? 1 : 0;
      stated = range.outside();
    }
    double deviation = Math.sqrt(trials * stated * (1 - stated));
    assertThat((double) outside).isCloseTo(trials * stated, within(4 * deviation));
    assertThat(stated).isLessThanOrEqualTo(share);
  }

  @Test
  void repeatedValuesTakeAsManyRanksAsTheyOccurred() {
    double[] values = new double[10_000];
    Arrays.fill(values, 5, 30, 1);
    Arrays.fill(values, 30, 10_000, 7);
    assertThat(tails(values).within(0.001).orElseThrow().low()).isEqualTo(0);
    assertThat(tails(values).within(0.002).orElseThrow().low()).isEqualTo(1);
    assertThat(tails(values).within(0.01).orElseThrow().low()).isEqualTo(7);
    assertThat(tails(values).within(0.01).orElseThrow().high()).isEqualTo(7);
  }

  @Test
  void whatIsNoFiniteNumberHasNoRank() {
    Tails tails = tails(Double.NaN, Table.NULL, Double.POSITIVE_INFINITY, 3, -0.0);
    assertThat(tails.values()).isEqualTo(2);
    assertThat(tails.within(1)).hasValue(new Tails.Range(0, 3, 2.0 / 3));
    assertThat(tails()).isEqualTo(Tails.NONE);
  }

  private static Tails tails(double... values) {
    return ((NumberProfile) ProfileTest.train(ProfileTest.numbers(values)).columns().getFirst())
        .tails();
  }
}
