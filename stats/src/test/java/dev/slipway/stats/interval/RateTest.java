package dev.slipway.stats.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/// Expected values: scipy 1.10 `binomtest(7, 20).proportion_ci`, `contingency.relative_risk`; Newcombe's
/// own examples (a) and (f) of Statistics in Medicine 17, 1998, table II.
class RateTest {
  @Test
  void wilson() {
    close(new Rate(7, 20).wilson(0.95), 0.1811918241010821, 0.5671457233147637);
    assertThat(new Rate(0, 10).wilson(0.95).low()).isZero();
    assertThat(new Rate(0, 0).wilson(0.95)).isEqualTo(new Interval(0, 1));
  }

  @Test
  void clopperPearson() {
    close(new Rate(7, 20).clopperPearson(0.95), 0.1539092047845412, 0.5921885345328283);
    close(new Rate(0, 30).clopperPearson(0.95), 0, 0.11570330822202743);
  }

  @Test
  void newcombe() {
    Interval a = new Rate(56, 70).minus(new Rate(48, 80), 0.95);
    assertThat(a.low()).isCloseTo(0.0524, within(5e-5));
    assertThat(a.high()).isCloseTo(0.3339, within(5e-5));
    Interval f = new Rate(0, 10).minus(new Rate(0, 20), 0.95);
    assertThat(f.low()).isCloseTo(-0.1611, within(5e-5));
    assertThat(f.high()).isCloseTo(0.2775, within(5e-5));
  }

  @Test
  void katz() {
    close(new Rate(15, 100).over(new Rate(30, 120), 0.95), 0.3426889872020125, 1.0505152293901487);
    assertThat(new Rate(0, 50).over(new Rate(5, 50), 0.95).low()).isPositive();
    assertThat(new Rate(0, 0).over(new Rate(5, 50), 0.95).high()).isInfinite();
  }

  @Test
  void moreSuccessesThanTrialsAreRefused() {
    assertThatThrownBy(() -> new Rate(3, 2)).hasMessageContaining("3 of 2");
  }

  private static void close(Interval interval, double low, double high) {
    assertThat(interval.low()).isCloseTo(low, within(1e-10));
    assertThat(interval.high()).isCloseTo(high, within(1e-10));
  }
}
