package dev.slipway.stats.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/// Expected values: scipy 1.10 `gammaln`, `norm.isf`.
class SampleTest {
  @Test
  void evidenceOfAWrongSplit() {
    SampleRatio halves = new SampleRatio(0.5, 0.5);
    assertThat(halves.logE(5_200, 4_800)).isCloseTo(3.6538806657117675, within(1e-8));
    SampleRatio canary = new SampleRatio(0.05, 0.95);
    assertThat(canary.logE(5_000, 95_000)).isCloseTo(-1.1990995501546422, within(1e-8));
    assertThat(canary.logE(5_400, 94_600)).isCloseTo(13.739369907983928, within(1e-8));
    assertThat(canary.broken(5_400, 94_600)).isTrue();
    assertThat(canary.broken(5_000, 95_000)).isFalse();
    assertThat(canary.broken(0, 0)).isFalse();
  }

  @Test
  void aRightSplitIsSeldomCalledBroken() {
    Random random = new Random(1);
    SampleRatio canary = new SampleRatio(0.1, 0.9);
    int broken = 0;
    for (int run = 0; run < 300; run++) {
      long candidate = 0;
      boolean alarm = false;
      for (int i = 1; i <= 5_000; i++) {
        candidate += random.nextDouble() < 0.1 ? 1 : 0;
        alarm |= i % 25 == 0 && canary.broken(candidate, i - candidate);
      }
      broken += alarm ? 1 : 0;
    }
    assertThat(broken).isLessThanOrEqualTo(2);
  }

  @Test
  void sharesMustSumToOne() {
    assertThatThrownBy(() -> new SampleRatio(0.5, 0.4)).hasMessageContaining("[0.5, 0.4]");
  }

  @Test
  void rowsThatAComparisonNeeds() {
    SampleSize size = new SampleSize(0.05, 0.8);
    assertThat(size.proportions(0.10, 0.11, 0.5)).isCloseTo(29496.09004168388, within(1e-6));
    assertThat(size.proportions(0.10, 0.11, 0.1)).isCloseTo(84689.41233362668, within(1e-6));
    assertThat(size.means(2, 0.5, 0.5)).isCloseTo(502.3283029983418, within(1e-8));
    assertThat(size.anytimeFactor()).isCloseTo(2.398175809052717, within(1e-10));
  }
}
