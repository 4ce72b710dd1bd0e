package dev.slipway.wire.mlflowscoring;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.input.InputFaults;
import dev.slipway.core.model.Rows;
import dev.slipway.wire.json.JsonInput;
import dev.slipway.wire.predict.RowReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// A scoring request in one of the four JSON forms: `dataframe_split`, `dataframe_records`, `instances` or
/// `inputs`.
public final class ScoringRequest {
  private static final List<String> FORMS =
      List.of("dataframe_split", "dataframe_records", "instances", "inputs");

  private final String form;
  private final JsonNode content;
  private final String method;

  private ScoringRequest(String form, JsonNode content, String method) {
    this.form = form;
    this.content = content;
    this.method = method;
  }

  public static ScoringRequest read(byte[] body, int length) {
    JsonNode document;
    try {
      document = JsonInput.tree(body, length);
    } catch (SlipwayException e) {
      throw new SlipwayException(
          e.code(),
          "Invalid input. Ensure that input is a valid JSON formatted string. " + e.getMessage(),
          e);
    }
    List<String> there =
        document.isObject() ? FORMS.stream().filter(document::has).toList() : List.of();
    if (there.size() != 1) {
      throw malformed(
          "The input must be a JSON dictionary with exactly one of the input fields "
              + String.join(", ", FORMS));
    }
    String form = there.getFirst();
    return new ScoringRequest(
        form, document.get(form), document.path("params").path("method").asString("predict"));
  }

  /// Whether the probabilities are asked for instead of the predictions.
  public boolean probabilities() {
    return method.equals("predict_proba");
  }

  /// Copies the request into rows; one faulty cell refuses the whole request. Returns how many rows there
  /// are.
  public int fill(RowReader reader, Rows rows, InputFaults faults, int maxRows) {
    List<Row> all =
        switch (form) {
          case "dataframe_split" -> split();
          case "dataframe_records" -> records();
          case "instances" -> listed(reader);
          default -> content.isObject() ? columns() : listed(reader);
        };
    if (all.isEmpty()) {
      throw malformed("the request has no rows; send at least one");
    }
    if (all.size() > maxRows) {
      throw new SlipwayException(
          ErrorCode.PAYLOAD_TOO_LARGE,
          "the request has %d rows and at most %d are read; split it"
              .formatted(all.size(), maxRows));
    }
    for (int r = 0; r < all.size(); r++) {
      fill(all.get(r), reader, rows, r, faults);
    }
    if (!faults.isEmpty()) {
      rows.clear();
    }
    return all.size();
  }

  /// A row's cells under the names of their columns.
  private record Row(List<String> names, List<JsonNode> cells) {}

  private static void fill(Row row, RowReader reader, Rows rows, int r, InputFaults faults) {
    int slot = rows.add();
    boolean[] there = new boolean[reader.names().size()];
    for (int i = 0; i < row.names.size(); i++) {
      int column = reader.names().indexOf(row.names.get(i));
      JsonNode cell = row.cells.get(i);
      if (column < 0) {
        reader.unknown(row.names.get(i), cell.isValueNode() ? cell.asString() : "", r, faults);
        continue;
      }
      there[column] = true;
      JsonInput.onFirstToken(cell, in -> reader.cells().read(in, column, rows, slot, r, faults));
    }
    for (int c = 0; c < there.length; c++) {
      if (!there[c]) {
        reader.absent(c, r, faults);
      }
    }
  }

  private List<Row> split() {
    if (!content.isObject()) {
      throw malformed("Dataframe split format must be a dictionary. Got " + python(content));
    }
    JsonNode columns = content.path("columns");
    JsonNode cells = content.path("data");
    if (!columns.isArray() || !cells.isArray()) {
      throw malformed("Dataframe split format needs the lists 'columns' and 'data'");
    }
    List<String> names = columns.valueStream().map(JsonNode::asString).toList();
    List<Row> rows = new ArrayList<>();
    for (JsonNode row : cells) {
      rows.add(row(names, row, rows.size()));
    }
    return rows;
  }

  private List<Row> records() {
    if (!content.isArray()) {
      throw malformed(
          "Dataframe records format must be a list of records. Got " + python(content) + ".");
    }
    List<Row> rows = new ArrayList<>();
    for (JsonNode record : content) {
      if (!record.isObject()) {
        throw malformed(
            "record %d must be a dictionary. Got %s".formatted(rows.size(), python(record)));
      }
      rows.add(named(record));
    }
    return rows;
  }

  private List<Row> listed(RowReader reader) {
    if (!content.isArray()) {
      throw malformed("'%s' must be a list of rows. Got %s".formatted(form, python(content)));
    }
    List<Row> rows = new ArrayList<>();
    for (JsonNode row : content) {
      if (row.isObject()) {
        rows.add(named(row));
      } else if (row.isArray()) {
        rows.add(row(reader.names(), row, rows.size()));
      } else {
        rows.add(new Row(reader.names().subList(0, 1), List.of(row)));
      }
    }
    return rows;
  }

  private List<Row> columns() {
    List<String> names = List.copyOf(content.propertyNames());
    int count = -1;
    for (Map.Entry<String, JsonNode> column : content.properties()) {
      int size = column.getValue().isArray() ? column.getValue().size() : 1;
      if (count >= 0 && size != count) {
        throw malformed(
            "column '%s' has %d values, the first has %d".formatted(column.getKey(), size, count));
      }
      count = size;
    }
    List<Row> rows = new ArrayList<>();
    for (int r = 0; r < count; r++) {
      List<JsonNode> cells = new ArrayList<>();
      for (JsonNode column : content) {
        cells.add(column.isArray() ? column.get(r) : column);
      }
      rows.add(new Row(names, cells));
    }
    return rows;
  }

  private static Row row(List<String> names, JsonNode row, int r) {
    if (!row.isArray() || row.size() != names.size()) {
      throw malformed(
          "row %d has %s, expected a list of %d: %s"
              .formatted(
                  r,
                  row.isArray() ? row.size() + " values" : python(row),
                  names.size(),
                  String.join(", ", names)));
    }
    return new Row(names, row.valueStream().toList());
  }

  private static Row named(JsonNode record) {
    return new Row(List.copyOf(record.propertyNames()), record.valueStream().toList());
  }

  /// What the protocol's own server calls the kind of a value.
  private static String python(JsonNode node) {
    return switch (node.getNodeType()) {
      case ARRAY -> "list";
      case OBJECT, POJO -> "dictionary";
      case STRING, BINARY -> "str";
      case NUMBER -> "number";
      case BOOLEAN -> "bool";
      case NULL, MISSING -> "None";
    };
  }

  private static SlipwayException malformed(String message) {
    return new SlipwayException(ErrorCode.MALFORMED_REQUEST, message);
  }
}
