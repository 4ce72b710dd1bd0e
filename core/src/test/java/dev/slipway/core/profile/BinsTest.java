package dev.slipway.core.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BinsTest {
  @Test
  void anAtomHasACellOfItsOwnAndTheLastEdgeIsClosed() {
    // edges 0 (atom), 5, 9:  x<0 | 0 | 0<x<5 | 5<=x<=9 | x>9
    Bins bins = new Bins(new double[] {0, 5, 9}, new double[] {0});
    assertThat(bins.size()).isEqualTo(5);
    assertThat(cells(bins, -1, 0, 4.9, 5, 9, 9.1)).containsExactly(0, 1, 2, 3, 3, 4);
    assertThat(bins.labels()).containsExactly("< 0", "= 0", "0 to 5", "5 to 9", "> 9");
    assertThat(bins.positions()).containsExactly(0, 0, 2.5, 7, 9);
  }

  @Test
  void trainingQuantilesCutEqualShares() {
    ValueCounts values = new ValueCounts();
    for (int i = 1; i <= 6_400; i++) {
      values.add(i, 1);
    }
    Bins bins = Bins.of(values);
    assertThat(bins.atoms()).isEmpty();
    assertThat(bins.edges()).hasSize(65).startsWith(1, 100, 200).endsWith(6_400);
    assertThat(bins.size()).isEqualTo(66);
  }

  @Test
  void aValueOfOnePercentBecomesAnAtom() {
    ValueCounts values = new ValueCounts();
    for (int i = 1; i <= 990; i++) {
      values.add(i, 1);
    }
    values.add(-7, 10);
    assertThat(Bins.of(values).atoms()).containsExactly(-7);
  }

  @Test
  void coarserBinsAreMadeOfWholeCells() {
    ValueCounts values = new ValueCounts();
    for (int i = 1; i <= 6_400; i++) {
      values.add(i, 1);
    }
    values.add(50, 1_000);
    Bins fine = Bins.of(values);
    long[] counts = new long[fine.size()];
    for (double value : values.sorted()) {
      counts[fine.cellOf(value)] += values.count(value);
    }
    AnchoredHistogram histogram = new AnchoredHistogram(fine, Tally.of(counts));
    AnchoredHistogram half = histogram.coarser();
    AnchoredHistogram quarter = half.coarser();

    assertThat(fine.size()).isEqualTo(68);
    assertThat(half.bins().size()).isBetween(34, 37);
    assertThat(quarter.bins().size()).isBetween(18, 21);
    long[] direct = new long[quarter.bins().size()];
    for (double value : values.sorted()) {
      direct[quarter.bins().cellOf(value)] += values.count(value);
    }
    assertThat(quarter.counts().toArray()).containsExactly(direct);
  }

  @Test
  void aConstantColumnIsOneAtom() {
    ValueCounts values = new ValueCounts();
    values.add(4, 3);
    Bins bins = Bins.of(values);
    assertThat(cells(bins, 3, 4, 5)).containsExactly(0, 1, 2);
  }

  private static int[] cells(Bins bins, double... values) {
    return Arrays.stream(values).mapToInt(bins::cellOf).toArray();
  }
}
