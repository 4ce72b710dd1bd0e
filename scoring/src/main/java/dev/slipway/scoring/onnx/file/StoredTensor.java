package dev.slipway.scoring.onnx.file;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/// A tensor whose elements stand in the file, as many as its dimensions say.
///
/// @param raw the elements as bytes, or empty where they stand in `listed` or `texts`
public record StoredTensor(
    ElementType type, long[] dimensions, ByteBuffer raw, double[] listed, List<String> texts) {
  public StoredTensor {
    raw = raw.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    texts = List.copyOf(texts);
  }

  public long elements() {
    long elements = 1;
    for (long dimension : dimensions) {
      elements *= dimension;
    }
    return elements;
  }

  /// The elements in row-major order. Integers beyond 2^53 are refused, because float64 cannot hold them.
  public double[] numbers() {
    if (!raw.hasRemaining()) {
      for (double number : listed) {
        if (type == ElementType.INT64 || type == ElementType.UINT64) {
          exact((long) number);
        }
      }
      return listed;
    }
    ByteBuffer in = raw.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    double[] numbers = new double[in.remaining() / type.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] =
          switch (type) {
            case FLOAT -> in.getFloat();
            case DOUBLE -> in.getDouble();
            case INT64 -> exact(in.getLong());
            case INT32 -> in.getInt();
            case UINT32 -> in.getInt() & 0xffffffffL;
            case UINT8 -> in.get() & 0xff;
            case INT8, BOOL -> in.get();
            case UINT16 -> in.getShort() & 0xffff;
            case INT16 -> in.getShort();
            case FLOAT16 -> Float.float16ToFloat(in.getShort());
            case BFLOAT16 -> Float.intBitsToFloat(in.getShort() << 16);
            case UINT64 -> exact(in.getLong());
            case STRING -> throw Protobuf.corrupt("has a tensor of texts where numbers belong");
          };
    }
    return numbers;
  }

  private static double exact(long number) {
    if (number > 1L << 53 || number < -(1L << 53)) {
      throw new SlipwayException(
          ErrorCode.UNSUPPORTED_MODEL, "the integer %d has no float64".formatted(number));
    }
    return number;
  }
}
