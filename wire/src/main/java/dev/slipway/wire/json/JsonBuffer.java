package dev.slipway.wire.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A growing array of bytes that JSON is written into, reusable from reply to reply. Not thread-safe.
///
/// It writes what it is told: commas and brackets are the caller's, through [#raw].
public final class JsonBuffer {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private static final long[] POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000};

  private byte[] bytes = new byte[512];
  private int length;

  public void clear() {
    length = 0;
  }

  /// The backing array; what was written are its first [#length] bytes.
  public byte[] bytes() {
    return bytes;
  }

  public int length() {
    return length;
  }

  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, length);
  }

  @Override
  public String toString() {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  public JsonBuffer raw(char ascii) {
    reserve(1);
    bytes[length++] = (byte) ascii;
    return this;
  }

  public JsonBuffer raw(byte[] fragment) {
    return raw(fragment, 0, fragment.length);
  }

  public JsonBuffer raw(byte[] fragment, int offset, int count) {
    reserve(count);
    System.arraycopy(fragment, offset, bytes, length, count);
    length += count;
    return this;
  }

  /// Writes the lowest `count` bytes of a number, the lowest first: for what follows the JSON in a protocol
  /// with binary parts.
  public JsonBuffer littleEndian(long bits, int count) {
    reserve(count);
    for (int i = 0; i < count; i++) {
      bytes[length++] = (byte) (bits >>> 8 * i);
    }
    return this;
  }

  /// Writes text that is JSON already and has ASCII characters only.
  @SuppressWarnings("deprecation")
  public JsonBuffer raw(String ascii) {
    int count = ascii.length();
    reserve(count);
    ascii.getBytes(0, count, bytes, length);
    length += count;
    return this;
  }

  /// Writes text as it is, for replies that are no JSON.
  public JsonBuffer text(String text) {
    return raw(text.getBytes(StandardCharsets.UTF_8));
  }

  public JsonBuffer number(long value) {
    if (value >= 0 && value < 10) {
      return raw((char) ('0' + value));
    }
    return raw(Long.toString(value));
  }

  /// Writes a finite number in the shortest form that reads back as the same double; NaN and the
  /// infinities, which JSON does not know, as null.
  public JsonBuffer number(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      if (value == 0 && 1 / value < 0) {
        return raw("-0.0");
      }
      return number((long) value).raw(".0");
    }
    if (shortDecimal(value)) {
      return this;
    }
    return raw(Double.isFinite(value) ? Double.toString(value) : "null");
  }

  /// Writes a number between 0.001 and 10 million that has at most six decimals, as most inputs have, and says
  /// whether it did. It has at most 13 digits then. Of all decimals of up to 15 digits no two read back as the
  /// same double, so this is the shortest one, and what [Double#toString] gives.
  private boolean shortDecimal(double value) {
    double size = Math.abs(value);
    if (!(size >= 1e-3 && size < 1e7)) {
      return false;
    }
    long digits = (long) Math.rint(size * 1e6);
    if (digits / 1e6 != size) {
      return false;
    }
    int decimals = 6;
    while (digits % 10 == 0) {
      digits /= 10;
      decimals--;
    }
    reserve(16);
    if (value < 0) {
      bytes[length++] = '-';
    }
    int end = length + decimals + 2;
    for (long whole = digits / POWERS[decimals]; whole >= 10; whole /= 10) {
      end++;
    }
    length = end;
    for (int written = 0; written <= decimals + 1 || digits > 0; written++) {
      bytes[--end] = written == decimals ? (byte) '.' : (byte) ('0' + digits % 10);
      digits = written == decimals ? digits : digits / 10;
    }
    return true;
  }

  public JsonBuffer bool(boolean value) {
    return raw(value ? "true" : "false");
  }

  /// Writes the text in quotes, escaped as JSON demands. Half of a surrogate pair becomes `?`.
  public JsonBuffer string(String text) {
    reserve(text.length() * 6 + 2);
    bytes[length++] = '"';
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        i += multibyte(text, i);
      } else if (c == '"' || c == '\\') {
        bytes[length++] = '\\';
        bytes[length++] = (byte) c;
      } else if (c < 0x20) {
        control(c);
      } else {
        bytes[length++] = (byte) c;
      }
    }
    bytes[length++] = '"';
    return this;
  }

  /// Writes the name of a member and its colon.
  public JsonBuffer name(String name) {
    return string(name).raw(':');
  }

  private void control(char c) {
    bytes[length++] = '\\';
    switch (c) {
      case '\n' -> bytes[length++] = 'n';
      case '\t' -> bytes[length++] = 't';
      case '\r' -> bytes[length++] = 'r';
      default -> {
        bytes[length++] = 'u';
        bytes[length++] = '0';
        bytes[length++] = '0';
        bytes[length++] = HEX[c >> 4];
        bytes[length++] = HEX[c & 15];
      }
    }
  }

  /// Writes the code point at `i` and returns how many characters it took beyond the first.
  private int multibyte(String text, int i) {
    int point = text.codePointAt(i);
    if (point < 0x800) {
      bytes[length++] = (byte) (0xc0 | point >> 6);
      bytes[length++] = (byte) (0x80 | point & 0x3f);
    } else if (point >= 0xd800 && point < 0xe000) {
      bytes[length++] = '?';
    } else if (point < 0x10000) {
      bytes[length++] = (byte) (0xe0 | point >> 12);
      bytes[length++] = (byte) (0x80 | point >> 6 & 0x3f);
      bytes[length++] = (byte) (0x80 | point & 0x3f);
    } else {
      bytes[length++] = (byte) (0xf0 | point >> 18);
      bytes[length++] = (byte) (0x80 | point >> 12 & 0x3f);
      bytes[length++] = (byte) (0x80 | point >> 6 & 0x3f);
      bytes[length++] = (byte) (0x80 | point & 0x3f);
      return 1;
    }
    return 0;
  }

  private void reserve(int count) {
    if (length + count > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length + count, bytes.length * 2));
    }
  }
}
