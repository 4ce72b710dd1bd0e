package dev.slipway.stats.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// Expected values: scipy 1.10 `jensenshannon(base=2)`, `wasserstein_distance`, `chi2_contingency`; numpy
/// for the closed forms.
class DistancesTest {
  private static final Offset<Double> EXACT = within(1e-13);
  private static final long[] REFERENCE = {100, 200, 300, 400};
  private static final long[] CURRENT = {30, 20, 25, 25};

  @Test
  void distancesOfTwoHistograms() {
    assertThat(Distances.psi(REFERENCE, CURRENT)).isCloseTo(0.296404780682998, EXACT);
    assertThat(Distances.jensenShannon(REFERENCE, CURRENT)).isCloseTo(0.22800037372135096, EXACT);
    assertThat(Distances.hellinger(REFERENCE, CURRENT)).isCloseTo(0.19158777224471102, EXACT);
    assertThat(Distances.chiSquare(REFERENCE, CURRENT)).isCloseTo(36.83257918552035, within(1e-11));
    assertThat(Distances.greatest(REFERENCE, CURRENT)).isCloseTo(0.2, EXACT);
    assertThat(Distances.kolmogorovSmirnov(REFERENCE, CURRENT)).isCloseTo(0.2, EXACT);
    assertThat(Distances.wasserstein(REFERENCE, CURRENT, new double[] {0, 1, 3, 7}, 2))
        .isCloseTo(0.6, EXACT);
  }

  @Test
  void equalSharesHaveNoDistance() {
    long[] tenth = {10, 20, 30, 40};
    assertThat(Distances.jensenShannon(REFERENCE, tenth)).isZero();
    assertThat(Distances.hellinger(REFERENCE, tenth)).isZero();
    assertThat(Distances.kolmogorovSmirnov(REFERENCE, tenth)).isZero();
  }

  @Test
  void disjointHistogramsAreAsFarApartAsCanBe() {
    long[] one = {5, 0};
    long[] other = {0, 9};
    assertThat(Distances.jensenShannon(one, other)).isCloseTo(1, EXACT);
    assertThat(Distances.hellinger(one, other)).isCloseTo(1, EXACT);
  }
}
