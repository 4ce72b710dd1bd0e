package dev.slipway.wire.json;

import java.math.BigInteger;

/// Turns a decimal into the nearest double, as [Double#parseDouble] does and without an object on the way.
///
/// Small ones are one exact division or multiplication. For the others the digits are multiplied with a power of five
/// of 128 bits, whose product is long enough to round by: the method of Daniel Lemire, "Number Parsing at a
/// Gigabyte per Second", Software: Practice and Experience 51 (2021), in the short form that Mushtak and Lemire,
/// "Fast Number Parsing Without Fallback" (2023), prove right.
public final class Decimals {
  /// More significant digits than this are not taken, so that they fit into a long.
  public static final int MAX_DIGITS = 18;

  private static final int MAX_EXPONENT = 60;
  private static final long EXACT = 1L << 53;
  private static final int EXACT_POWERS = 22;
  private static final double[] TENS = tens();
  private static final long[] FIVES = fives();

  private Decimals() {}

  /// `digits` times ten to the power of `exponent`, or NaN where that is none of the usual sizes.
  public static double of(long digits, int exponent) {
    if (digits < EXACT && Math.abs(exponent) <= EXACT_POWERS) {
      return exponent < 0 ? digits / TENS[-exponent] : digits * TENS[exponent];
    }
    if (digits == 0 || Math.abs(exponent) > MAX_EXPONENT) {
      return digits == 0 ? 0 : Double.NaN;
    }
    return rounded(digits, exponent);
  }

  private static double rounded(long digits, int exponent) {
    int leading = Long.numberOfLeadingZeros(digits);
    long factor = digits << leading;
    int power = 2 * (exponent + MAX_EXPONENT);
    long low = factor * FIVES[power];
    long high = Math.unsignedMultiplyHigh(factor, FIVES[power]);
    if ((high & 0x1ff) == 0x1ff) {
      long carry = Math.unsignedMultiplyHigh(factor, FIVES[power + 1]);
      low += carry;
      if (Long.compareUnsigned(low, carry) < 0) {
        high++;
      }
    }
    int top = (int) (high >>> 63);
    int shift = top + 9;
    long mantissa = high >>> shift;
    // A tie, which is only possible for these powers, goes to the even neighbour.
    boolean tie =
        Long.compareUnsigned(low, 1) <= 0
            && exponent >= -4
            && exponent <= 23
            && (mantissa & 3) == 1
            && mantissa << shift == high;
    mantissa = (tie ? mantissa - 1 : mantissa + (mantissa & 1)) >>> 1;
    // floor(exponent * log2(10)), for exponents of this size
    int binary = (217_706 * exponent >> 16) + 63 + top - leading + Double.MAX_EXPONENT;
    // A mantissa that was rounded up to the next power of two carries into the exponent by itself.
    return Double.longBitsToDouble(((long) binary << 52) + (mantissa - (1L << 52)));
  }

  private static double[] tens() {
    double[] tens = new double[EXACT_POWERS + 1];
    double ten = 1;
    for (int i = 0; i < tens.length; i++) {
      tens[i] = ten;
      ten *= 10;
    }
    return tens;
  }

  /// The 128 leading bits of each power of five, in two longs; where a tie is possible, those of negative powers are
  /// rounded up, as the proof has it.
  private static long[] fives() {
    long[] fives = new long[2 * (2 * MAX_EXPONENT + 1)];
    for (int exponent = -MAX_EXPONENT; exponent <= MAX_EXPONENT; exponent++) {
      BigInteger five = BigInteger.valueOf(5).pow(Math.abs(exponent));
      BigInteger bits =
          exponent < 0
              ? BigInteger.ONE.shiftLeft(five.bitLength() + 256).divide(five)
              : five.shiftLeft(128);
      int excess = bits.bitLength() - 128;
      bits = bits.shiftRight(excess);
      if (exponent < 0 && exponent >= -27) {
        bits = bits.add(BigInteger.ONE);
      }
      int at = 2 * (exponent + MAX_EXPONENT);
      fives[at] = bits.shiftRight(64).longValue();
      fives[at + 1] = bits.longValue();
    }
    return fives;
  }
}
