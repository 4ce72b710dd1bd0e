package dev.slipway.scoring.pickle;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// A cursor over the bytes of a pickle that never reads past their end. A length that the bytes claim is
/// checked against what is there before anything is allocated.
final class PickleInput {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle DOUBLE =
      MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.BIG_ENDIAN);
  private static final int MAX_LINE = 1 << 24;

  private final byte[] bytes;
  private int position;

  PickleInput(byte[] bytes) {
    this.bytes = bytes;
  }

  int position() {
    return position;
  }

  int length() {
    return bytes.length;
  }

  int u1() {
    return bytes[claim(1)] & 0xff;
  }

  int u2() {
    int at = claim(2);
    return (bytes[at] & 0xff) | (bytes[at + 1] & 0xff) << 8;
  }

  int i4() {
    return (int) INT.get(bytes, claim(4));
  }

  long i8() {
    return (long) LONG.get(bytes, claim(8));
  }

  double f8BigEndian() {
    return (double) DOUBLE.get(bytes, claim(8));
  }

  long u4() {
    return i4() & 0xffff_ffffL;
  }

  void skip(long length) {
    claim(length);
  }

  Pickled.Bytes slice(long length) {
    int at = claim(length);
    return new Pickled.Bytes(bytes, at, (int) length);
  }

  String latin1(long length) {
    int at = claim(length);
    return new String(bytes, at, (int) length, StandardCharsets.ISO_8859_1);
  }

  /// Text as Python writes it, which may hold lone surrogates; those become replacement characters.
  String utf8(long length) {
    int at = claim(length);
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE)
          .decode(ByteBuffer.wrap(bytes, at, (int) length))
          .toString();
    } catch (CharacterCodingException e) {
      throw Corrupt.at(at, "a text is not UTF-8");
    }
  }

  /// The rest of the line, without its line feed.
  String line() {
    int from = position;
    int end = from;
    while (end < bytes.length && bytes[end] != '\n') {
      end++;
    }
    if (end == bytes.length || end - from > MAX_LINE) {
      throw Corrupt.at(from, "a line does not end");
    }
    position = end + 1;
    return new String(bytes, from, end - from, StandardCharsets.ISO_8859_1);
  }

  BigInteger twosComplement(long length) {
    int at = claim(length);
    if (length == 0) {
      return BigInteger.ZERO;
    }
    byte[] reversed = new byte[(int) length];
    for (int i = 0; i < reversed.length; i++) {
      reversed[i] = bytes[at + reversed.length - 1 - i];
    }
    return new BigInteger(reversed);
  }

  private int claim(long length) {
    if (length < 0 || length > bytes.length - position) {
      throw Corrupt.at(
          position,
          "%d more bytes are announced and %d are there"
              .formatted(length, bytes.length - position));
    }
    int at = position;
    position += (int) length;
    return at;
  }
}
