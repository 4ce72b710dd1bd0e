package dev.slipway.wire.predict;

import dev.slipway.wire.json.Decimals;
import java.util.Arrays;

/// A place in JSON that is expected to be of the usual kind: numbers of up to [Decimals#MAX_DIGITS] digits, texts of
/// printable ASCII without escapes. It takes one token at a time and says where it meets anything else. Not
/// thread-safe.
final class PlainJson {
  /// What [#next] gives at the end.
  static final int END = -1;

  private static final int MAX_EXPONENT_DIGITS = 3;
  private static final int NO_POWER = Integer.MIN_VALUE;

  private final byte[] bytes;
  private final int end;
  private int at;
  private int textFrom;
  private int textTo;

  PlainJson(byte[] bytes, int end) {
    this.bytes = bytes;
    this.end = end;
  }

  /// Passes over white space and gives the character after it, which is not taken.
  int next() {
    while (at < end) {
      byte b = bytes[at];
      if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
        return b & 0xff;
      }
      at++;
    }
    return END;
  }

  /// Takes this character if it is the next one.
  boolean take(char wanted) {
    boolean there = next() == wanted;
    at += there ? 1 : 0;
    return there;
  }

  /// Takes this word if it stands here.
  boolean take(byte[] word) {
    int to = at + word.length;
    boolean there = to <= end && Arrays.equals(word, 0, word.length, bytes, at, to);
    at = there ? to : at;
    return there;
  }

  /// Takes a text with its quotes, and says whether there was one; [#textFrom] and [#textTo] say where.
  boolean takeText() {
    if (!take('"')) {
      return false;
    }
    textFrom = at;
    while (at < end && bytes[at] >= ' ' && bytes[at] != '"' && bytes[at] != '\\') {
      at++;
    }
    textTo = at;
    return take('"');
  }

  byte[] bytes() {
    return bytes;
  }

  int textFrom() {
    return textFrom;
  }

  int textTo() {
    return textTo;
  }

  /// Takes a number; NaN where there is none, or one of another kind.
  double takeNumber() {
    boolean negative = bytes[at] == '-';
    int start = negative ? at + 1 : at;
    int i = start;
    long digits = 0;
    int significant = 0;
    for (; isDigit(i); i++) {
      digits = 10 * digits + bytes[i] - '0';
      significant += digits == 0 ? 0 : 1;
    }
    if (i == start || i > start + 1 && bytes[start] == '0') {
      return Double.NaN;
    }
    int whole = i;
    int exponent = 0;
    if (i < end && bytes[i] == '.') {
      for (i++; isDigit(i); i++) {
        digits = 10 * digits + bytes[i] - '0';
        significant += digits == 0 ? 0 : 1;
      }
      exponent = whole + 1 - i;
      if (exponent == 0) {
        return Double.NaN;
      }
    }
    if (significant > Decimals.MAX_DIGITS) {
      return Double.NaN;
    }
    at = i;
    if (i < end && (bytes[i] | ' ') == 'e') {
      int power = takePower();
      if (power == NO_POWER) {
        return Double.NaN;
      }
      exponent += power;
    }
    double value = Decimals.of(digits, exponent);
    // As JSON's reader has it, -0 is the integer 0, and -0.0 is not.
    return negative && (digits != 0 || at > whole) ? -value : value;
  }

  private int takePower() {
    int i = at + 1;
    boolean negative = i < end && bytes[i] == '-';
    if (negative || i < end && bytes[i] == '+') {
      i++;
    }
    int from = i;
    int power = 0;
    for (; isDigit(i) && i < from + MAX_EXPONENT_DIGITS; i++) {
      power = 10 * power + bytes[i] - '0';
    }
    if (i == from || isDigit(i)) {
      return NO_POWER;
    }
    at = i;
    return negative ? -power : power;
  }

  private boolean isDigit(int i) {
    return i < end && bytes[i] >= '0' && bytes[i] <= '9';
  }
}
