package dev.slipway.scoring.onnx.file;

import dev.slipway.core.model.Field;
import dev.slipway.core.table.ColumnType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The tensors that a model takes, as columns: a tensor `[rows, n]` is `n` columns.
///
/// @param batch how many rows the model takes at once, or [TensorShape#OPEN]
public record InputColumns(List<Input> inputs, List<Field> fields, int batch) {
  private static final int MOST_COLUMNS = 1 << 20;
  private static final int GREATEST_BATCH = 1 << 16;

  /// One tensor: columns `from` to `from + width`.
  ///
  /// @param flat whether it has no second dimension
  public record Input(String name, ElementType type, int from, int width, boolean flat) {}

  public InputColumns {
    inputs = List.copyOf(inputs);
    fields = List.copyOf(fields);
  }

  public static InputColumns of(OnnxGraph graph) {
    List<TensorShape> shapes = graph.openInputs();
    List<Input> inputs = new ArrayList<>();
    List<Field> fields = new ArrayList<>();
    Set<String> names = new HashSet<>();
    long batch = TensorShape.OPEN;
    for (TensorShape shape : shapes) {
      ElementType type =
          shape.type().orElseThrow(() -> unsupported(shape.name(), "is no tensor of a known type"));
      int rank = shape.dimensions().length;
      long width = rank == 1 ? 1 : rank == 2 ? shape.dimensions()[1] : -1;
      if (width < 1 || width > MOST_COLUMNS - fields.size()) {
        throw unsupported(shape.name(), "is no tensor of rows and a known number of columns");
      }
      long rows = shape.dimensions()[0];
      if (rows == 0 || rows > GREATEST_BATCH || (rows > 0 && batch > 0 && rows != batch)) {
        throw unsupported(shape.name(), "takes exactly %d rows".formatted(rows));
      }
      batch = Math.max(batch, rows);
      inputs.add(new Input(shape.name(), type, fields.size(), (int) width, rank == 1));
      for (int i = 0; i < width; i++) {
        String name =
            width == 1 ? shape.name() : shapes.size() == 1 ? "f" + i : shape.name() + "_" + i;
        if (!names.add(name)) {
          throw unsupported(shape.name(), "gives two columns the name " + Parts.brief(name));
        }
        fields.add(field(name, columnType(shape.name(), type)));
      }
    }
    return new InputColumns(inputs, fields, (int) batch);
  }

  private static Field field(String name, ColumnType type) {
    return type == ColumnType.INTEGER || type == ColumnType.BOOLEAN
        ? Field.required(name, type)
        : Field.optional(name, type);
  }

  private static ColumnType columnType(String name, ElementType type) {
    return switch (type) {
      case FLOAT, DOUBLE -> ColumnType.DECIMAL;
      case INT64, INT32 -> ColumnType.INTEGER;
      case BOOL -> ColumnType.BOOLEAN;
      case STRING -> ColumnType.STRING;
      case UINT8, INT8, UINT16, INT16, UINT32, UINT64, FLOAT16, BFLOAT16 ->
          throw unsupported(name, "has elements of type " + type);
    };
  }

  private static RuntimeException unsupported(String name, String why) {
    return ModelReader.unsupported(
        "takes the input '%s', which %s; serve it with a Python worker"
            .formatted(Parts.brief(name), why));
  }
}
