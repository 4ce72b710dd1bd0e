package dev.slipway.scoring.onnx.file;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Reads a tensor and holds it to what its dimensions claim.
final class TensorReader {
  private static final int EXTERNAL = 1;
  private static final long MOST_ELEMENTS = 1L << 32;
  private static final int MOST_DIMENSIONS = 32;

  record Named(String name, StoredTensor tensor) {}

  private TensorReader() {}

  static Named read(Protobuf in, Parts parts) {
    parts.count();
    Longs dimensions = new Longs();
    long type = 0;
    String name = "";
    ByteBuffer raw = ByteBuffer.allocate(0);
    boolean rawGiven = false;
    Doubles listed = new Doubles();
    Longs integers = new Longs();
    List<String> texts = new ArrayList<>();
    while (in.next()) {
      switch (in.field()) {
        case 1 -> in.integers(dimensions);
        case 2 -> type = in.integer();
        case 3 -> throw Protobuf.corrupt("has a tensor in segments");
        case 4 -> in.floats(listed);
        case 5, 7, 11 -> in.integers(integers);
        case 6 -> {
          parts.count();
          texts.add(in.text());
        }
        case 8 -> name = in.text();
        case 9 -> {
          raw = in.bytes();
          rawGiven = true;
        }
        case 10 -> in.doubles(listed);
        case 13 -> throw external();
        case 14 -> {
          if (in.integer() == EXTERNAL) {
            throw external();
          }
        }
        default -> {}
      }
    }
    StoredTensor tensor =
        new StoredTensor(
            ElementType.of(type),
            checked(dimensions.toArray(), name),
            raw,
            numbers(ElementType.of(type), listed.toArray(), integers.toArray()),
            texts);
    if (rawGiven && tensor.listed().length + tensor.texts().size() > 0) {
      throw Protobuf.corrupt("has the tensor '%s' twice".formatted(Parts.brief(name)));
    }
    checkSize(tensor, name);
    return new Named(name, tensor);
  }

  private static RuntimeException external() {
    return ModelReader.unsupported("keeps tensors in other files; save it as one file");
  }

  private static long[] checked(long[] dimensions, String name) {
    long elements = 1;
    for (long dimension : dimensions) {
      boolean sane = dimension >= 0 && dimension <= MOST_ELEMENTS;
      elements = sane ? elements * dimension : Long.MAX_VALUE;
      if (elements > MOST_ELEMENTS || dimensions.length > MOST_DIMENSIONS) {
        throw Protobuf.corrupt(
            "has the tensor '%s' of impossible dimensions".formatted(Parts.brief(name)));
      }
    }
    return dimensions;
  }

  /// Small floating-point numbers and small integers are listed as integers of 32 bits.
  private static double[] numbers(ElementType type, double[] listed, long[] integers) {
    if (listed.length > 0 && integers.length > 0) {
      throw Protobuf.corrupt("has a tensor of several types");
    }
    if (integers.length == 0) {
      return listed;
    }
    double[] numbers = new double[integers.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] =
          switch (type) {
            case FLOAT16 -> Float.float16ToFloat((short) integers[i]);
            case BFLOAT16 -> Float.intBitsToFloat((int) integers[i] << 16);
            case UINT8,
                UINT16,
                UINT32,
                UINT64,
                INT8,
                INT16,
                INT32,
                INT64,
                BOOL,
                FLOAT,
                DOUBLE,
                STRING ->
                integers[i];
          };
    }
    return numbers;
  }

  private static void checkSize(StoredTensor tensor, String name) {
    long given =
        tensor.type() == ElementType.STRING
            ? tensor.texts().size()
            : tensor.raw().hasRemaining()
                ? tensor.raw().remaining() / tensor.type().size()
                : tensor.listed().length;
    boolean whole =
        tensor.type() == ElementType.STRING
            ? !tensor.raw().hasRemaining()
            : tensor.raw().remaining() % tensor.type().size() == 0;
    if (given != tensor.elements() || !whole) {
      throw Protobuf.corrupt(
          "has the tensor '%s' of %d elements, of which the file holds %d"
              .formatted(Parts.brief(name), tensor.elements(), given));
    }
  }
}
