package dev.slipway.scoring.onnx;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Walks the fields of a protobuf message: [#next()], then [#field()] and the reading that fits. Not
/// thread-safe.
final class Protobuf {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;

  private final ByteBuffer in;
  private int field;
  private long number;
  private ByteBuffer bytes = ByteBuffer.allocate(0);

  Protobuf(byte[] message) {
    this(ByteBuffer.wrap(message));
  }

  private Protobuf(ByteBuffer in) {
    this.in = in.order(ByteOrder.LITTLE_ENDIAN);
  }

  /// Moves to the next field, or says that there is none.
  boolean next() {
    if (!in.hasRemaining()) {
      return false;
    }
    try {
      long tag = varint();
      field = (int) (tag >>> 3);
      switch ((int) (tag & 7)) {
        case VARINT -> number = varint();
        case FIXED64 -> number = in.getLong();
        case FIXED32 -> number = in.getInt();
        case BYTES -> {
          long length = varint();
          if (length < 0 || length > in.remaining()) {
            throw corrupt("claims %d bytes but ends before them".formatted(length));
          }
          bytes = in.slice(in.position(), (int) length);
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

  long number() {
    return number;
  }

  String text() {
    return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
  }

  Protobuf message() {
    return new Protobuf(bytes.duplicate());
  }

  boolean hasBytes() {
    return bytes.hasRemaining();
  }

  /// The numbers of a packed field.
  void eachPacked(java.util.function.LongConsumer consumer) {
    Protobuf packed = message();
    try {
      while (packed.in.hasRemaining()) {
        consumer.accept(packed.varint());
      }
    } catch (BufferUnderflowException e) {
      throw corrupt("ends too early");
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
