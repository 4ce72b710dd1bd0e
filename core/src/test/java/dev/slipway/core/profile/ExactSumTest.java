package dev.slipway.core.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExactSumTest {
  @Test
  void sumsAreExactOverTheWholeRangeOfDoubles() {
    Random random = new Random(11);
    ExactSummer summer = new ExactSummer();
    BigDecimal expected = BigDecimal.ZERO;
    for (int i = 0; i < 20_000; i++) {
      double value;
      do {
        value = Double.longBitsToDouble(random.nextLong());
      } while (!Double.isFinite(value));
      long times = 1 + random.nextInt(1_000_000);
      summer.add(value, times);
      expected = expected.add(new BigDecimal(value).multiply(BigDecimal.valueOf(times)));
    }
    ExactSum sum = summer.sum();
    assertThat(decimal(sum)).isEqualByComparingTo(expected);
    assertThat(sum.doubleValue()).isEqualTo(expected.doubleValue());
    assertThat(ExactSum.parse(sum.toString())).isEqualTo(sum);
  }

  @Test
  void whatCancelsLeavesTheSmallRest() {
    ExactSummer summer = new ExactSummer();
    summer.add(1e300, 1);
    summer.add(Double.MIN_VALUE, 3);
    summer.add(-1e300, 1);
    assertThat(summer.sum().doubleValue()).isEqualTo(3 * Double.MIN_VALUE);
  }

  @Test
  void aNegativeSumKeepsItsSign() {
    ExactSummer summer = new ExactSummer();
    summer.add(-1.5, 5_000_000_000L);
    assertThat(summer.sum().doubleValue()).isEqualTo(-7.5e9);
    assertThat(summer.sum().toString()).isEqualTo("-1bf08ebp8");
  }

  private static BigDecimal decimal(ExactSum sum) {
    BigDecimal mantissa = new BigDecimal(sum.mantissa());
    return sum.exponent() >= 0
        ? mantissa.multiply(BigDecimal.TWO.pow(sum.exponent()))
        : mantissa.divide(BigDecimal.TWO.pow(-sum.exponent()));
  }
}
