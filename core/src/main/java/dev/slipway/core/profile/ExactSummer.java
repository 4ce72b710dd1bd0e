package dev.slipway.core.profile;

import java.math.BigInteger;

/// Adds doubles without rounding, so that their order cannot matter.
///
/// A sum is held as digits of 32 bits, each in a `long`, from 2^-1074 up beyond the greatest double. A
/// double touches three neighbouring digits; the upper halves of the `long`s take the carries, which are
/// passed on before 2^30 additions could overflow them. (Neal, "Fast exact summation using small and
/// large superaccumulators", arXiv:1505.05571.)
final class ExactSummer {
  private static final int DIGITS = 70;
  private static final long DIGIT_MASK = 0xffff_ffffL;
  private static final long MAX_PENDING = 1L << 30;
  private static final int LOWEST_EXPONENT = -1074;

  private final long[] digits = new long[DIGITS];
  private long pending;

  /// Adds a finite value `times` times.
  void add(double value, long times) {
    while (times > MAX_PENDING) {
      add(value, MAX_PENDING);
      times -= MAX_PENDING;
    }
    if (pending + times > MAX_PENDING) {
      carry();
    }
    pending += times;
    long bits = Double.doubleToRawLongBits(value);
    int biased = (int) (bits >>> 52) & 0x7ff;
    long mantissa = bits & 0xf_ffff_ffff_ffffL;
    if (biased == 0) {
      biased = 1;
    } else {
      mantissa |= 1L << 52;
    }
    int position = biased - 1;
    int digit = position >>> 5;
    int offset = position & 31;
    long factor = bits < 0 ? -times : times;
    long low = mantissa << offset;
    digits[digit] += (low & DIGIT_MASK) * factor;
    digits[digit + 1] += (low >>> 32) * factor;
    digits[digit + 2] += (mantissa >>> 1 >>> (63 - offset)) * factor;
  }

  void add(ExactSummer other) {
    carry();
    other.carry();
    for (int i = 0; i < DIGITS; i++) {
      digits[i] += other.digits[i];
    }
    pending = 2;
  }

  ExactSum sum() {
    carry();
    byte[] magnitude = new byte[(DIGITS - 1) * 4];
    for (int i = 0; i < DIGITS - 1; i++) {
      int at = magnitude.length - 4 * (i + 1);
      magnitude[at] = (byte) (digits[i] >>> 24);
      magnitude[at + 1] = (byte) (digits[i] >>> 16);
      magnitude[at + 2] = (byte) (digits[i] >>> 8);
      magnitude[at + 3] = (byte) digits[i];
    }
    BigInteger top = BigInteger.valueOf(digits[DIGITS - 1]).shiftLeft(32 * (DIGITS - 1));
    return new ExactSum(top.add(new BigInteger(1, magnitude)), LOWEST_EXPONENT);
  }

  private void carry() {
    for (int i = 0; i < DIGITS - 1; i++) {
      long carried = digits[i] >> 32;
      digits[i] -= carried << 32;
      digits[i + 1] += carried;
    }
    pending = 1;
  }
}
