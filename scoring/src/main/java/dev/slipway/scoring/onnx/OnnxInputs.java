package dev.slipway.scoring.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.Field;
import dev.slipway.core.model.Rows;
import dev.slipway.core.table.ColumnType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The tensors that a model takes, as columns: a tensor `[rows, n]` is `n` columns.
final class OnnxInputs {
  private static final int MOST_COLUMNS = 1 << 20;

  /// A tensor of the request: columns `from` to `from + width`.
  private record Input(String name, OnnxJavaType type, int from, int width, boolean flat) {}

  private final List<Input> inputs = new ArrayList<>();
  private final List<Field> fields = new ArrayList<>();

  OnnxInputs(Map<String, NodeInfo> infos) {
    for (NodeInfo info : infos.values()) {
      if (!(info.getInfo() instanceof TensorInfo tensor)) {
        throw unsupported(info.getName(), "is no tensor");
      }
      long[] shape = tensor.getShape();
      boolean flat = shape.length == 1;
      long width = flat ? 1 : shape.length == 2 ? shape[1] : -1;
      if (width < 1 || width > MOST_COLUMNS) {
        throw unsupported(info.getName(), "is no tensor of rows and a known number of columns");
      }
      ColumnType type = columnType(info.getName(), tensor.type);
      inputs.add(new Input(info.getName(), tensor.type, fields.size(), (int) width, flat));
      for (int i = 0; i < width; i++) {
        String name =
            width == 1 ? info.getName() : infos.size() == 1 ? "f" + i : info.getName() + "_" + i;
        fields.add(
            type == ColumnType.INTEGER || type == ColumnType.BOOLEAN
                ? Field.required(name, type)
                : Field.optional(name, type));
      }
    }
  }

  private static ColumnType columnType(String name, OnnxJavaType type) {
    return switch (type) {
      case FLOAT, DOUBLE -> ColumnType.DECIMAL;
      case INT64, INT32 -> ColumnType.INTEGER;
      case BOOL -> ColumnType.BOOLEAN;
      case STRING -> ColumnType.STRING;
      default -> throw unsupported(name, "has elements of type " + type);
    };
  }

  private static SlipwayException unsupported(String name, String why) {
    return new SlipwayException(
        ErrorCode.UNSUPPORTED_MODEL,
        "the ONNX model's input '%s' %s; serve it with a Python worker".formatted(name, why));
  }

  List<Field> fields() {
    return fields;
  }

  Map<String, OnnxTensor> tensors(OrtEnvironment environment, Rows rows) throws OrtException {
    Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
    for (Input input : inputs) {
      tensors.put(input.name, tensor(environment, input, rows));
    }
    return tensors;
  }

  private static OnnxTensor tensor(OrtEnvironment environment, Input input, Rows rows)
      throws OrtException {
    int size = rows.size() * input.width;
    long[] shape = input.flat ? new long[] {rows.size()} : new long[] {rows.size(), input.width};
    if (input.type == OnnxJavaType.STRING) {
      String[] texts = new String[size];
      for (int i = 0; i < size; i++) {
        @Nullable String text = rows.text(i / input.width, input.from + i % input.width);
        texts[i] = text == null ? "" : text;
      }
      return OnnxTensor.createTensor(environment, texts, shape);
    }
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(size * input.type.size).order(ByteOrder.nativeOrder());
    for (int i = 0; i < size; i++) {
      double number = rows.number(i / input.width, input.from + i % input.width);
      switch (input.type) {
        case FLOAT -> bytes.putFloat((float) number);
        case DOUBLE -> bytes.putDouble(number);
        case INT64 -> bytes.putLong((long) number);
        case INT32 -> bytes.putInt((int) number);
        default -> bytes.put((byte) (number == 0 ? 0 : 1));
      }
    }
    return OnnxTensor.createTensor(environment, bytes.flip(), shape, input.type);
  }
}
