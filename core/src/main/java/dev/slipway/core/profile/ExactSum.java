package dev.slipway.core.profile;

import java.math.BigInteger;

/// The exact sum of doubles, `mantissa * 2^exponent`, with an odd mantissa or zero, so that equal sums
/// are equal values.
public record ExactSum(BigInteger mantissa, int exponent) {
  private static final int MAX_EXPONENT = 4_096;
  public static final ExactSum ZERO = new ExactSum(BigInteger.ZERO, 0);

  public ExactSum {
    int spare = mantissa.signum() == 0 ? 0 : mantissa.getLowestSetBit();
    mantissa = mantissa.shiftRight(spare);
    exponent = mantissa.signum() == 0 ? 0 : exponent + spare;
  }

  public static ExactSum of(long integer) {
    return new ExactSum(BigInteger.valueOf(integer), 0);
  }

  /// Reads what [#toString()] wrote.
  public static ExactSum parse(String text) {
    int p = text.indexOf('p');
    if (p < 1) {
      throw new IllegalArgumentException("'" + text + "' is no exact sum such as 1a3p-10");
    }
    int exponent = Integer.parseInt(text.substring(p + 1));
    if (Math.abs((long) exponent) > MAX_EXPONENT || p > MAX_EXPONENT) {
      throw new IllegalArgumentException("an exact sum beyond any sum of doubles");
    }
    return new ExactSum(new BigInteger(text.substring(0, p), 16), exponent);
  }

  public ExactSum plus(ExactSum other) {
    int low = Math.min(exponent, other.exponent);
    return new ExactSum(
        mantissa.shiftLeft(exponent - low).add(other.mantissa.shiftLeft(other.exponent - low)),
        low);
  }

  public ExactSum minus(ExactSum other) {
    return plus(new ExactSum(other.mantissa.negate(), other.exponent));
  }

  public ExactSum times(ExactSum other) {
    return new ExactSum(mantissa.multiply(other.mantissa), exponent + other.exponent);
  }

  /// The nearest double.
  public double doubleValue() {
    int spare = mantissa.bitLength() - 128;
    if (spare <= 0) {
      return Math.scalb(mantissa.doubleValue(), exponent);
    }
    // The mantissa is odd, so its lowest bit stands for all that is cut off and rounds the same
    // way.
    return Math.scalb(mantissa.shiftRight(spare).setBit(0).doubleValue(), exponent + spare);
  }

  /// The mantissa in hexadecimal, `p`, the exponent: `1a3p-10`.
  @Override
  public String toString() {
    return mantissa.toString(16) + "p" + exponent;
  }
}
