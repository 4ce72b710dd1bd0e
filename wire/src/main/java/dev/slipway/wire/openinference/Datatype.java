package dev.slipway.wire.openinference;

import dev.slipway.core.table.ColumnType;
import dev.slipway.wire.json.JsonInput;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// The protocol's names for the types of a tensor's elements, and their little-endian form in binary
/// tensors. Elements of [#BYTES] have a length of their own, written before each in four bytes.
public enum Datatype {
  BOOL(1, 0, 1),
  UINT8(1, 0, 0xffL),
  UINT16(2, 0, 0xffffL),
  UINT32(4, 0, 0xffff_ffffL),
  UINT64(8, 0, 0x1p64),
  INT8(1, Byte.MIN_VALUE, Byte.MAX_VALUE),
  INT16(2, Short.MIN_VALUE, Short.MAX_VALUE),
  INT32(4, Integer.MIN_VALUE, Integer.MAX_VALUE),
  INT64(8, -0x1p63, 0x1p63),
  FP16(2),
  FP32(4),
  FP64(8),
  BF16(2),
  BYTES(0);

  private static final VarHandle SHORT = view(short[].class);
  private static final VarHandle INT = view(int[].class);
  private static final VarHandle LONG = view(long[].class);

  private final int size;
  private final boolean whole;
  private final double least;
  private final double greatest;

  Datatype(int size) {
    this.size = size;
    this.whole = false;
    this.least = Double.NEGATIVE_INFINITY;
    this.greatest = Double.POSITIVE_INFINITY;
  }

  Datatype(int size, double least, double greatest) {
    this.size = size;
    this.whole = true;
    this.least = least;
    this.greatest = greatest;
  }

  /// What a column is described as. Times are ISO-8601 text, though milliseconds since 1970 in a tensor of
  /// numbers are read too.
  static Datatype of(ColumnType type) {
    return switch (type) {
      case BOOLEAN -> BOOL;
      case INTEGER -> INT64;
      case DECIMAL -> FP64;
      case STRING, DATETIME -> BYTES;
    };
  }

  /// The bytes of an element; 0 where each has its own length.
  int size() {
    return size;
  }

  /// The name in a model's configuration, which has words of its own.
  String configName() {
    return this == BYTES ? "TYPE_STRING" : "TYPE_" + name();
  }

  /// The number in a model's configuration, where it is a message of gRPC.
  int configNumber() {
    return switch (this) {
      case BYTES -> 13;
      case BF16 -> 14;
      case BOOL, UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64, FP16, FP32, FP64 ->
          ordinal() + 1;
    };
  }

  /// The type that a tensor says it has.
  static Datatype named(String datatype, String tensor) {
    for (Datatype type : values()) {
      if (type.name().equals(datatype)) {
        return type;
      }
    }
    throw JsonInput.malformed(
        "tensor '%s' has datatype '%s'; use one of %s"
            .formatted(tensor, datatype, Arrays.toString(values())));
  }

  /// Whether a number that came as text is one of this type.
  boolean holds(double value) {
    return !whole || (value == Math.rint(value) && value >= least && value <= greatest);
  }

  /// The element that stands at `at`, which must not be of [#BYTES].
  double read(byte[] from, int at) {
    return switch (this) {
      case BOOL, INT8 -> from[at];
      case UINT8 -> from[at] & 0xff;
      case INT16 -> (short) SHORT.get(from, at);
      case UINT16 -> (short) SHORT.get(from, at) & 0xffff;
      case INT32 -> (int) INT.get(from, at);
      case UINT32 -> (int) INT.get(from, at) & 0xffff_ffffL;
      case INT64 -> (long) LONG.get(from, at);
      case UINT64 -> unsigned((long) LONG.get(from, at));
      case FP16 -> Float.float16ToFloat((short) SHORT.get(from, at));
      case BF16 -> Float.intBitsToFloat((short) SHORT.get(from, at) << 16);
      case FP32 -> Float.intBitsToFloat((int) INT.get(from, at));
      case FP64 -> Double.longBitsToDouble((long) LONG.get(from, at));
      case BYTES -> throw new IllegalStateException("an element of BYTES is no number");
    };
  }

  /// Four bytes as an unsigned number.
  static long length(byte[] from, int at) {
    return (int) INT.get(from, at) & 0xffff_ffffL;
  }

  /// Halved with its last bit kept, so that the conversion rounds only once.
  static double unsigned(long bits) {
    return bits >= 0 ? bits : 2.0 * (bits >>> 1 | bits & 1);
  }

  private static VarHandle view(Class<?> array) {
    return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.LITTLE_ENDIAN);
  }
}
