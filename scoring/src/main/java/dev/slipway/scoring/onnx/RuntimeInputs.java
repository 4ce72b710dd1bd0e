package dev.slipway.scoring.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import dev.slipway.core.model.Rows;
import dev.slipway.scoring.onnx.file.ElementType;
import dev.slipway.scoring.onnx.file.InputColumns;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Rows as the tensors that ONNX Runtime takes.
record RuntimeInputs(InputColumns columns) {
  /// The tensors of rows `first` to `first + count`. Behind the last row it is repeated, for a model that
  /// takes a fixed number at once.
  Map<String, OnnxTensor> tensors(OrtEnvironment environment, Rows rows, int first, int count)
      throws OrtException {
    Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
    try {
      for (InputColumns.Input input : columns.inputs()) {
        long[] shape = input.flat() ? new long[] {count} : new long[] {count, input.width()};
        tensors.put(
            input.name(),
            input.type() == ElementType.STRING
                ? OnnxTensor.createTensor(environment, texts(input, rows, first, count), shape)
                : OnnxTensor.createTensor(
                    environment, numbers(input, rows, first, count), shape, type(input.type())));
      }
      return tensors;
    } catch (OrtException | RuntimeException e) {
      tensors.values().forEach(OnnxTensor::close);
      throw e;
    }
  }

  private static String[] texts(InputColumns.Input input, Rows rows, int first, int count) {
    String[] texts = new String[Math.multiplyExact(count, input.width())];
    for (int i = 0; i < texts.length; i++) {
      int row = Math.min(first + i / input.width(), rows.size() - 1);
      @Nullable String text = rows.text(row, input.from() + i % input.width());
      texts[i] = text == null ? "" : text;
    }
    return texts;
  }

  private static ByteBuffer numbers(InputColumns.Input input, Rows rows, int first, int count) {
    int size = Math.multiplyExact(count, input.width());
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(Math.multiplyExact(size, input.type().size()))
            .order(ByteOrder.nativeOrder());
    for (int i = 0; i < size; i++) {
      int row = Math.min(first + i / input.width(), rows.size() - 1);
      double number = rows.number(row, input.from() + i % input.width());
      switch (input.type()) {
        case FLOAT -> bytes.putFloat((float) number);
        case DOUBLE -> bytes.putDouble(number);
        case INT64 -> bytes.putLong((long) number);
        case INT32 -> bytes.putInt((int) number);
        case BOOL -> bytes.put((byte) (number == 0 ? 0 : 1));
        case UINT8, INT8, UINT16, INT16, STRING, FLOAT16, UINT32, UINT64, BFLOAT16 ->
            throw new IllegalStateException("an input of type " + input.type());
      }
    }
    return bytes.flip();
  }

  private static OnnxJavaType type(ElementType type) {
    return switch (type) {
      case FLOAT -> OnnxJavaType.FLOAT;
      case DOUBLE -> OnnxJavaType.DOUBLE;
      case INT64 -> OnnxJavaType.INT64;
      case INT32 -> OnnxJavaType.INT32;
      case BOOL -> OnnxJavaType.BOOL;
      case UINT8, INT8, UINT16, INT16, STRING, FLOAT16, UINT32, UINT64, BFLOAT16 ->
          throw new IllegalStateException("an input of type " + type);
    };
  }
}
