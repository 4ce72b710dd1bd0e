package dev.slipway.stats.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.slipway.stats.interval.Interval;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Expected values: the formulas evaluated with scipy 1.10 (`betaln`, `brentq`; the gamma-exponential
/// mixture integrated with `quad`). Coverage: simulated, looking again and again.
class ConfidenceSequenceTest {
  @Test
  void differencesOfMeans() {
    Interval interval =
        new DifferenceSequence(0.05, 4_000)
            .of(new Arm(1_000, 0.52, 0.25), new Arm(3_000, 0.50, 0.25));
    close(interval, -0.035415081025718456, 0.07541508102571849);
  }

  @Test
  void armsThatSaidNothingYetRuleNothingOut() {
    DifferenceSequence sequence = new DifferenceSequence(0.05, 1_000);
    assertThat(sequence.of(new Arm(0, 0, 0), new Arm(500, 1, 1)).width()).isInfinite();
    assertThat(sequence.of(new Arm(500, 1, 0), new Arm(500, 1, 0)).width()).isInfinite();
    assertThat(sequence.bounded(new Arm(0, 0, 0), new Arm(0, 0, 0))).isEqualTo(new Interval(-1, 1));
  }

  @Test
  void boundedRates() {
    close(new BoundedRate(0.05).of(50, 12), 0.08724073090133967, 0.4600981354029419);
    close(new BoundedRate(0.01).of(10, 2.5), 0.009805215593373124, 0.7686338333151832);
    assertThat(new BoundedRate(0.05).of(0, 0)).isEqualTo(new Interval(0, 1));
    assertThat(new BoundedRate(0.05).of(20, 0).low()).isZero();
    assertThat(new BoundedRate(0.05).of(20, 20).high()).isEqualTo(1);
  }

  @Test
  void boundedMeans() {
    BoundedMean mean = BoundedMean.START;
    for (int i = 0; i < 500; i++) {
      mean = mean.add(i * 37 % 101 / 100.0 * 0.4 + 0.1);
    }
    assertThat(mean.squares()).isCloseTo(7.070912538389455, within(1e-9));
    close(mean.interval(0.05, 10), 0.27720571478152994, 0.3227462852184701);
    assertThatThrownBy(() -> BoundedMean.START.add(1.5)).hasMessageContaining("1.5");
  }

  @Test
  void differencesHoldTheTruthAtEveryMoment() {
    Random random = new Random(1);
    DifferenceSequence sequence = new DifferenceSequence(0.05, 4_000);
    int missed = 0;
    for (int run = 0; run < 300; run++) {
      double[] sums = new double[4];
      boolean miss = false;
      for (int i = 1; i <= 3_000; i++) {
        double a = random.nextDouble() < 0.3 ? 1 : 0;
        double b = random.nextDouble() < 0.2 ? 1 : 0;
        sums[0] += a;
        sums[1] += a * a;
        sums[2] += b;
        sums[3] += b * b;
        if (i >= DifferenceSequence.FEW && i % 20 == 0) {
          miss |=
              !sequence
                  .of(Arm.ofSums(i, sums[0], sums[1]), Arm.ofSums(i, sums[2], sums[3]))
                  .contains(0.1);
        }
      }
      missed += miss ? 1 : 0;
    }
    assertThat(missed).isLessThanOrEqualTo(20);
  }

  @Test
  void boundedDifferencesHoldTheTruthFromTheFirstValue() {
    Random random = new Random(2);
    DifferenceSequence sequence = new DifferenceSequence(0.05, 400);
    int missed = 0;
    for (int run = 0; run < 200; run++) {
      double a = 0;
      double b = 0;
      boolean miss = false;
      for (int i = 1; i <= 200; i++) {
        a += random.nextDouble() < 0.05 ? 1 : 0;
        b += random.nextDouble();
        miss |= !sequence.bounded(new Arm(i, a / i, 0), new Arm(i, b / i, 0)).contains(-0.45);
      }
      missed += miss ? 1 : 0;
    }
    assertThat(missed).isLessThanOrEqualTo(10);
  }

  @Test
  void quantilesHoldTheTruthAtEveryMomentAndTighten() {
    Random random = new Random(3);
    int buckets = 400;
    double[] lows = new double[buckets];
    double[] highs = new double[buckets];
    for (int i = 0; i < buckets; i++) {
      lows[i] = i * 0.02;
      highs[i] = i == buckets - 1 ? Double.POSITIVE_INFINITY : (i + 1) * 0.02;
    }
    for (double quantile : new double[] {0.5, 0.95}) {
      double truth = -Math.log(1 - quantile);
      QuantileSequence sequence = new QuantileSequence(quantile, 0.05, 2_000);
      int missed = 0;
      Interval last = new Interval(0, 0);
      for (int run = 0; run < 200; run++) {
        long[] counts = new long[buckets];
        boolean miss = false;
        for (int i = 1; i <= 3_000; i++) {
          double value = -Math.log(random.nextDouble());
          counts[(int) Math.min(buckets - 1, value / 0.02)]++;
          if (i % 50 == 0) {
            last = sequence.of(counts, lows, highs);
            miss |= !last.contains(truth);
          }
        }
        missed += miss ? 1 : 0;
      }
      assertThat(missed).isLessThanOrEqualTo(12);
      assertThat(last.width()).isLessThan(0.25 * truth + 0.2);
    }
  }

  @Test
  void fewValuesDoNotBoundAHighQuantile() {
    Interval interval =
        new QuantileSequence(0.99, 0.05, 1_000)
            .of(new long[] {20}, new double[] {1}, new double[] {2});
    assertThat(interval.high()).isInfinite();
  }

  private static void close(Interval interval, double low, double high) {
    assertThat(interval.low()).isCloseTo(low, within(1e-8));
    assertThat(interval.high()).isCloseTo(high, within(1e-8));
  }
}
