package dev.slipway.scoring.pickle;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Single items of an array, decoded from its bytes.
final class Items {
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private Items() {}

  static long integer(byte[] bytes, int at, DType type) {
    long raw = raw(bytes, at, type);
    if (type.kind() == DType.Kind.UNSIGNED || type.kind() == DType.Kind.BOOLEAN) {
      return type.size() == 8 ? raw : raw & (1L << 8 * type.size()) - 1;
    }
    return raw;
  }

  static double floating(byte[] bytes, int at, DType type) {
    long raw = raw(bytes, at, type);
    return switch (type.size()) {
      case 8 -> Double.longBitsToDouble(raw);
      case 4 -> Float.intBitsToFloat((int) raw);
      default -> Float.float16ToFloat((short) raw);
    };
  }

  static String text(byte[] bytes, int at, DType type) {
    if (type.kind() == DType.Kind.BYTES) {
      int end = at + type.size();
      while (end > at && bytes[end - 1] == 0) {
        end--;
      }
      return new String(bytes, at, end - at, StandardCharsets.ISO_8859_1);
    }
    StringBuilder text = new StringBuilder(type.size() / 4);
    for (int i = at; i + 4 <= at + type.size(); i += 4) {
      int raw = (int) INT.get(bytes, i);
      int codePoint = type.bigEndian() ? Integer.reverseBytes(raw) : raw;
      text.appendCodePoint(Character.isValidCodePoint(codePoint) ? codePoint : 0xfffd);
    }
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == 0) {
      end--;
    }
    return text.substring(0, end);
  }

  /// The item's bits, sign-extended.
  private static long raw(byte[] bytes, int at, DType type) {
    return switch (type.size()) {
      case 8 -> {
        long raw = (long) LONG.get(bytes, at);
        yield type.bigEndian() ? Long.reverseBytes(raw) : raw;
      }
      case 4 -> {
        int raw = (int) INT.get(bytes, at);
        yield type.bigEndian() ? Integer.reverseBytes(raw) : raw;
      }
      case 2 -> {
        short raw = (short) SHORT.get(bytes, at);
        yield type.bigEndian() ? Short.reverseBytes(raw) : raw;
      }
      default -> bytes[at];
    };
  }
}
