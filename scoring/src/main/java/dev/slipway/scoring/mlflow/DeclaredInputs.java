package dev.slipway.scoring.mlflow;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.Field;
import dev.slipway.core.table.ColumnType;
import dev.slipway.scoring.document.Document;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// The inputs in the signature of an `MLmodel` file. They are JSON inside a quoted YAML text, which MLflow
/// folds over several lines where it is long.
///
/// @param tensor whether it is one unnamed matrix, whose columns are called `x0`, `x1` and so on
record DeclaredInputs(List<Field> fields, boolean tensor) {
  private static final Pattern INPUTS =
      Pattern.compile("^signature:\\R(?: .*\\R)*?  inputs: '((?:[^']|'')*)'", Pattern.MULTILINE);
  private static final int MOST_COLUMNS = 1 << 17;

  static Optional<DeclaredInputs> parse(String yaml) {
    Matcher inputs = INPUTS.matcher(yaml);
    if (!inputs.find()) {
      return Optional.empty();
    }
    String json = inputs.group(1).replaceAll("\\s*\\R\\s*", " ").replace("''", "'");
    List<Document> columns =
        Document.json(json.getBytes(StandardCharsets.UTF_8), "the signature in MLmodel").items();
    if (columns.size() == 1 && columns.getFirst().field("type").text().equals("tensor")) {
      return Optional.of(new DeclaredInputs(matrix(columns.getFirst()), true));
    }
    List<Field> fields = new ArrayList<>();
    for (Document column : columns) {
      fields.add(
          new Field(
              column.optional("name").map(Document::text).orElse("x" + fields.size()),
              type(column.field("type")),
              column.optional("required").map(Document::flag).orElse(true)));
    }
    return Optional.of(new DeclaredInputs(fields, false));
  }

  private static List<Field> matrix(Document tensor) {
    double[] shape = tensor.field("tensor-spec").field("shape").numbers();
    if (shape.length != 2 || !(shape[1] >= 1 && shape[1] <= MOST_COLUMNS)) {
      throw unsupported("one tensor that is no matrix of rows and columns");
    }
    return IntStream.range(0, (int) shape[1])
        .mapToObj(i -> Field.required("x" + i, ColumnType.DECIMAL))
        .toList();
  }

  private static ColumnType type(Document type) {
    return switch (type.text()) {
      case "boolean" -> ColumnType.BOOLEAN;
      case "integer", "long" -> ColumnType.INTEGER;
      case "float", "double" -> ColumnType.DECIMAL;
      case "datetime" -> ColumnType.DATETIME;
      case "string" -> ColumnType.STRING;
      default -> throw unsupported("an input of type '%s'".formatted(type.text()));
    };
  }

  private static SlipwayException unsupported(String what) {
    return new SlipwayException(
        ErrorCode.UNSUPPORTED_MODEL,
        "the MLflow model's signature has %s; rows with columns are served here".formatted(what));
  }
}
