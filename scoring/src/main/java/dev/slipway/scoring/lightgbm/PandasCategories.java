package dev.slipway.scoring.lightgbm;

import dev.slipway.core.model.Field;
import dev.slipway.core.table.ColumnType;
import dev.slipway.scoring.column.ColumnOperation;
import dev.slipway.scoring.column.NumberOfNumber;
import dev.slipway.scoring.column.NumberOfText;
import dev.slipway.scoring.column.Pass;
import dev.slipway.scoring.column.Stage;
import dev.slipway.scoring.document.Document;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// The categories of a pandas frame that a model was trained on: `pandas_categorical` at the end of the file
/// lists them for each categorical column, and a value's code is its position. Unseen values are missing, as
/// in LightGBM's Python package.
///
/// @param columns the categorical features in order
/// @param categories the values of each
record PandasCategories(int[] columns, List<List<Document>> categories) {
  private static final String KEY = "\npandas_categorical:";

  /// @param infos what the head says of each feature: `[least:greatest]`, `none`, or a list of codes
  static PandasCategories read(String model, List<String> infos, int features) {
    int at = model.lastIndexOf(KEY);
    String line = at < 0 ? "" : model.substring(at + KEY.length()).lines().findFirst().orElse("");
    if (line.isBlank() || line.strip().equals("null")) {
      return new PandasCategories(new int[0], List.of());
    }
    Document list =
        Document.json(line.getBytes(StandardCharsets.UTF_8), "LightGBM's pandas_categorical");
    List<List<Document>> categories = list.items().stream().map(Document::items).toList();
    int[] columns =
        IntStream.range(0, infos.size()).filter(f -> isCategorical(infos.get(f))).toArray();
    if (infos.size() != features || columns.length != categories.size()) {
      throw list.corrupt(
          "has %d columns, but the model has %d categorical features"
              .formatted(categories.size(), columns.length));
    }
    return new PandasCategories(columns, categories);
  }

  private static boolean isCategorical(String info) {
    return !info.startsWith("[") && !info.equals("none");
  }

  boolean isEmpty() {
    return columns.length == 0;
  }

  /// The inputs, with the types that categories have.
  List<Field> typed(List<Field> inputs) {
    List<Field> typed = new ArrayList<>(inputs);
    for (int c = 0; c < columns.length; c++) {
      ColumnType type = isText(c) ? ColumnType.STRING : ColumnType.DECIMAL;
      typed.set(columns[c], Field.optional(inputs.get(columns[c]).name(), type));
    }
    return typed;
  }

  /// Puts codes in the place of values.
  Stage encoding(int features) {
    List<ColumnOperation> operations = new ArrayList<>();
    for (int f = 0; f < features; f++) {
      operations.add(new Pass(f));
    }
    for (int c = 0; c < columns.length; c++) {
      operations.set(columns[c], isText(c) ? texts(c) : numbers(c));
    }
    return new Stage(operations);
  }

  private boolean isText(int column) {
    return categories.get(column).stream().anyMatch(Document::isText);
  }

  private ColumnOperation texts(int column) {
    Map<String, Double> codes = new HashMap<>();
    List<Document> values = categories.get(column);
    for (int code = 0; code < values.size(); code++) {
      codes.put(values.get(code).text(), (double) code);
    }
    return new NumberOfText(columns[column], codes, Double.NaN, Double.NaN);
  }

  private ColumnOperation numbers(int column) {
    List<Document> values = categories.get(column);
    int[] codes =
        IntStream.range(0, values.size())
            .boxed()
            .sorted(Comparator.comparingDouble(i -> values.get(i).number()))
            .mapToInt(i -> i)
            .toArray();
    double[] keys = new double[codes.length];
    double[] numbers = new double[codes.length];
    for (int i = 0; i < codes.length; i++) {
      keys[i] = values.get(codes[i]).number() + 0.0;
      numbers[i] = codes[i];
    }
    return new NumberOfNumber(columns[column], keys, numbers, Double.NaN, Double.NaN);
  }
}
