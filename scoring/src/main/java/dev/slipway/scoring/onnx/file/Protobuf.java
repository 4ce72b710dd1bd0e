package dev.slipway.scoring.onnx.file;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// Walks the fields of a protobuf message: [#next()], then [#field()] and the reading that fits. Not
/// thread-safe.
///
/// A reading that does not fit the type in the file is refused, so that what we read is what every other
/// reader of protobuf reads.
final class Protobuf {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;
  private static final int HIGHEST_FIELD = (1 << 29) - 1;

  private final ByteBuffer in;
  private int field;
  private int wireType;
  private long number;
  private ByteBuffer bytes = ByteBuffer.allocate(0);

  Protobuf(ByteBuffer in) {
    this.in = in.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  /// Moves to the next field, or says that there is none.
  boolean next() {
    if (!in.hasRemaining()) {
      return false;
    }
    try {
      long tag = varint();
      if (tag >>> 3 == 0 || tag >>> 3 > HIGHEST_FIELD) {
        throw corrupt("has a field of an impossible number");
      }
      field = (int) (tag >>> 3);
      wireType = (int) (tag & 7);
      switch (wireType) {
        case VARINT -> number = varint();
        case FIXED64 -> number = in.getLong();
        case FIXED32 -> number = in.getInt();
        case BYTES -> {
          long length = varint();
          if (length < 0 || length > in.remaining()) {
            throw corrupt("claims %d bytes but ends before them".formatted(length));
          }
          bytes = in.slice(in.position(), (int) length).order(ByteOrder.LITTLE_ENDIAN);
          in.position(in.position() + (int) length);
        }
        default -> throw corrupt("has a field of unknown type");
      }
      return true;
    } catch (BufferUnderflowException e) {
      throw corrupt("ends too early");
    }
  }

  int field() {
    return field;
  }

  long integer() {
    need(VARINT);
    return number;
  }

  float float32() {
    need(FIXED32);
    return Float.intBitsToFloat((int) number);
  }

  ByteBuffer bytes() {
    need(BYTES);
    return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  Protobuf message() {
    need(BYTES);
    return new Protobuf(bytes);
  }

  String text() {
    need(BYTES);
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .decode(bytes.duplicate())
          .toString();
    } catch (CharacterCodingException e) {
      throw corrupt("has a text that is not UTF-8");
    }
  }

  /// Adds the integers of a repeated field, packed or one by one.
  void integers(Longs to) {
    if (wireType != BYTES) {
      to.add(integer());
      return;
    }
    Protobuf packed = message();
    try {
      while (packed.in.hasRemaining()) {
        to.add(packed.varint());
      }
    } catch (BufferUnderflowException e) {
      throw corrupt("ends too early");
    }
  }

  /// Adds the float32 numbers of a repeated field, packed or one by one.
  void floats(Doubles to) {
    if (wireType != BYTES) {
      to.add(float32());
      return;
    }
    ByteBuffer packed = bytes();
    if (packed.remaining() % Float.BYTES != 0) {
      throw corrupt("has a list of numbers that ends within one");
    }
    while (packed.hasRemaining()) {
      to.add(packed.getFloat());
    }
  }

  /// Adds the float64 numbers of a repeated field, packed or one by one.
  void doubles(Doubles to) {
    if (wireType != BYTES) {
      need(FIXED64);
      to.add(Double.longBitsToDouble(number));
      return;
    }
    ByteBuffer packed = bytes();
    if (packed.remaining() % Double.BYTES != 0) {
      throw corrupt("has a list of numbers that ends within one");
    }
    while (packed.hasRemaining()) {
      to.add(packed.getDouble());
    }
  }

  private void need(int type) {
    if (wireType != type) {
      throw corrupt("has field %d of a type that does not belong there".formatted(field));
    }
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      byte b = in.get();
      value |= (b & 0x7fL) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw corrupt("has an endless number");
  }

  static SlipwayException corrupt(String how) {
    return new SlipwayException(
        ErrorCode.CORRUPT_MODEL, "the ONNX model %s; export it again".formatted(how));
  }
}
