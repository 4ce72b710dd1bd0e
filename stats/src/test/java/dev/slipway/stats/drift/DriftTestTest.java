package dev.slipway.stats.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DriftTestTest {
  private static final int CELLS = 40;

  @Test
  void fewRowsAreInsufficient() {
    assertThat(DriftTest.withDelta(0.1).categories(new long[] {500, 500}, new long[] {100, 99}))
        .isEqualTo(new DriftResult.Insufficient(1_000, 199, 200));
  }

  @Test
  void withoutDriftThePsiIsWhatTheoryExpects() {
    // E[PSI] = (B - 1) / Neff, 95 % below the chi-square quantile / Neff: statistics.md's .0459 and
    // .0863
    Random random = new Random(1);
    double sum = 0;
    int above = 0;
    int runs = 2_000;
    for (int run = 0; run < runs; run++) {
      DriftResult.Tested tested = tested(random, 10_000, 200, 0, 0.1);
      sum += tested.psi();
      above += tested.psi() > tested.nullLimit() ? 1 : 0;
      assertThat(tested.nullLimit()).isCloseTo(0.0863, within(5e-4));
    }
    assertThat(sum / runs).isCloseTo(0.0459, within(0.002));
    assertThat(above / (double) runs).isCloseTo(0.05, within(0.015));
  }

  @Test
  void differencesTooSmallToMatterRaiseNoAlarmHoweverManyRows() {
    Random random = new Random(2);
    for (int rows : new int[] {1_000, 10_000, 100_000}) {
      for (int run = 0; run < 50; run++) {
        // a shift of 0.14 standard deviations is a PSI of about .02
        assertThat(tested(random, 10_000, rows, 0.14, 0.1).pValue()).isGreaterThan(0.01);
      }
    }
  }

  @Test
  void differencesThatMatterAreFound() {
    // a shift of half a standard deviation is a PSI of about .25
    Random random = new Random(3);
    int found = 0;
    for (int run = 0; run < 200; run++) {
      found += tested(random, 10_000, 1_000, 0.5, 0.1).pValue() < 0.01 ? 1 : 0;
    }
    assertThat(found).isGreaterThan(190);
  }

  @Test
  void windowsWithoutDriftDoNotPage() {
    Random random = new Random(4);
    DriftDetector detector = DriftDetector.START;
    for (int window = 0; window < 1_000; window++) {
      detector = detector.next(tested(random, 10_000, 500, 0, 0.1).eValue());
      assertThat(detector.alarm(DriftDetector.DEFAULT_THRESHOLD)).isFalse();
    }
  }

  @Test
  void driftPagesWithinFewWindowsAndItsBeginningIsKnown() {
    Random random = new Random(5);
    DriftDetector detector = DriftDetector.START;
    for (int window = 0; window < 20; window++) {
      detector = detector.next(tested(random, 10_000, 1_000, 0, 0.1).eValue());
    }
    int windows = 0;
    while (!detector.alarm(DriftDetector.DEFAULT_THRESHOLD)) {
      detector = detector.next(tested(random, 10_000, 1_000, 0.6, 0.1).eValue());
      windows++;
    }
    assertThat(windows).isLessThanOrEqualTo(5);
    assertThat(detector.since()).isEqualTo(windows);
  }

  @Test
  void orderedCellsArePooledToEqualReferenceMass() {
    long[] reference = new long[64];
    Arrays.fill(reference, 100);
    Pooled pooled = Pooled.ordered(reference, reference, 10);
    assertThat(pooled.size()).isEqualTo(10);
    assertThat(Arrays.stream(pooled.reference())).allMatch(count -> count >= 600 && count <= 700);
  }

  @Test
  void emptyCellsOutsideTheTrainingRangeJoinTheirNeighbours() {
    Pooled pooled = Pooled.ordered(new long[] {0, 50, 50, 0}, new long[] {9, 1, 1, 9}, 10);
    assertThat(pooled.reference()).containsExactly(50, 50);
    assertThat(pooled.current()).containsExactly(10, 10);
  }

  @Test
  void rareCategoriesArePooledAndUnseenOnesStandApart() {
    long[] reference = {900, 3, 96, 1, 0, 0};
    Pooled pooled = Pooled.categories(reference, new long[] {90, 1, 8, 0, 1, 2}, 0.005);
    assertThat(pooled.reference()).containsExactly(900, 96, 4, 0);
    assertThat(pooled.current()).containsExactly(90, 8, 1, 3);
    Pooled nothingNew = Pooled.categories(reference, new long[] {90, 1, 8, 0, 0, 0}, 0.005);
    assertThat(nothingNew.reference()).containsExactly(900, 96, 4);
  }

  @Test
  void aConstantColumnDoesNotDrift() {
    DriftResult result =
        DriftTest.withDelta(0.1)
            .ordered(new long[] {0, 900, 0}, new long[] {0, 300, 0}, new double[] {4, 4, 4}, 0);
    assertThat(((DriftResult.Tested) result).pValue()).isEqualTo(1);
  }

  @Test
  void aMissingRateThatSurelyRoseIsFound() {
    assertThat(MissingRate.of(10, 10_000, 60, 1_000, 0.99).rose(MissingRate.MARGIN)).isTrue();
    assertThat(MissingRate.of(10, 10_000, 2, 100, 0.99).rose(MissingRate.MARGIN)).isFalse();
  }

  /// Standard normal reference, a window shifted by `shift`, in cells of equal reference mass.
  private static DriftResult.Tested tested(
      Random random, int rows, int windowRows, double shift, double delta) {
    return (DriftResult.Tested)
        DriftTest.withDelta(delta)
            .ordered(
                counts(random, rows, 0), counts(random, windowRows, shift), new double[CELLS], 1);
  }

  private static long[] counts(Random random, int rows, double shift) {
    long[] counts = new long[CELLS];
    for (int i = 0; i < rows; i++) {
      double x = random.nextGaussian() + shift;
      double share = 1 / (1 + Math.exp(-1.5976 * x - 0.070566 * x * x * x));
      counts[(int) Math.min(CELLS - 1, share * CELLS)]++;
    }
    return counts;
  }
}
