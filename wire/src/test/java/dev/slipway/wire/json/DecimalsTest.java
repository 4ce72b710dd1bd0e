package dev.slipway.wire.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Compared with the JDK's [Double#parseDouble].
class DecimalsTest {
  private static final int TIMES = 300_000;
  private final Random random = new Random(3);

  @Test
  void digitsAndAnExponentBecomeTheNearestDouble() {
    for (int i = 0; i < TIMES; i++) {
      long digits = random.nextLong(1, tenTo(random.nextInt(1, Decimals.MAX_DIGITS + 1)));
      same(digits, random.nextInt(-60, 61));
    }
  }

  @Test
  void whatLiesNextToTheMiddleOfTwoDoublesGoesToTheRightOne() {
    int ties = 0;
    for (int i = 0; i < TIMES; i++) {
      double low = Math.scalb(random.nextDouble(1, 2), random.nextInt(-60, 61));
      if (i % 2 == 0) {
        low = (double) random.nextLong(1L << 53, 1L << 57);
      }
      BigDecimal middle =
          new BigDecimal(low).add(new BigDecimal(Math.nextUp(low))).divide(BigDecimal.TWO);
      BigDecimal near =
          middle.round(new MathContext(Decimals.MAX_DIGITS, RoundingMode.values()[i % 2]));
      near = near.precision() > Decimals.MAX_DIGITS ? near.stripTrailingZeros() : near;
      ties += near.compareTo(middle) == 0 ? 1 : 0;
      long digits = near.unscaledValue().longValueExact();
      same(digits, -near.scale());
      same(digits - 1, -near.scale());
      same(digits + 1, -near.scale());
    }
    assertThat(ties).isPositive();
  }

  @Test
  void whatIsTooLargeOrTooSmallIsLeftToOthers() {
    assertThat(Decimals.of(1, 61)).isNaN();
    assertThat(Decimals.of(1, -61)).isNaN();
    assertThat(Decimals.of(0, -900)).isZero();
  }

  private static void same(long digits, int exponent) {
    assertThat(Decimals.of(digits, exponent))
        .as("%de%d", digits, exponent)
        .isEqualTo(Double.parseDouble(digits + "e" + exponent));
  }

  private static long tenTo(int power) {
    long ten = 1;
    for (int i = 0; i < power; i++) {
      ten *= 10;
    }
    return ten;
  }
}
