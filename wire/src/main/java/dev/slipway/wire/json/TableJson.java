package dev.slipway.wire.json;

import dev.slipway.core.table.Column;
import dev.slipway.core.table.ColumnType;
import dev.slipway.core.table.Schema;
import dev.slipway.core.table.Table;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.ser.std.StdSerializer;

/// A table as `{"columns":[{"name":"x","type":"DECIMAL"}],"rows":2,"cells":[[1.5,null]]}`, with one array of
/// cells a column. NaN and the infinities are the strings `NaN`, `Infinity`, `-Infinity`; null is null.
final class TableJson {
  private TableJson() {}

  static final class Writer extends StdSerializer<Table> {
    Writer() {
      super(Table.class);
    }

    @Override
    public void serialize(Table table, JsonGenerator out, SerializationContext context) {
      out.writeStartObject();
      out.writeArrayPropertyStart("columns");
      for (Column column : table.schema().columns()) {
        out.writeStartObject();
        out.writeStringProperty("name", column.name());
        out.writeStringProperty("type", column.type().name());
        out.writeEndObject();
      }
      out.writeEndArray();
      out.writeNumberProperty("rows", table.rows());
      out.writeArrayPropertyStart("cells");
      for (int c = 0; c < table.schema().size(); c++) {
        out.writeStartArray();
        if (table.schema().columns().get(c).type().numeric()) {
          for (double cell : table.numbers(c)) {
            writeNumber(out, cell);
          }
        } else {
          for (@Nullable String cell : table.texts(c)) {
            if (cell == null) {
              out.writeNull();
            } else {
              out.writeString(cell);
            }
          }
        }
        out.writeEndArray();
      }
      out.writeEndArray();
      out.writeEndObject();
    }

    private static void writeNumber(JsonGenerator out, double cell) {
      if (Table.isNull(cell)) {
        out.writeNull();
      } else if (cell == Math.rint(cell)
          && Math.abs(cell) < 1e15
          && 1 / cell != Double.NEGATIVE_INFINITY) {
        out.writeNumber((long) cell);
      } else if (Double.isFinite(cell)) {
        out.writeNumber(cell);
      } else {
        out.writeString(Double.toString(cell));
      }
    }
  }

  static final class Reader extends StdDeserializer<Table> {
    Reader() {
      super(Table.class);
    }

    @Override
    public Table deserialize(JsonParser in, DeserializationContext context) {
      JsonNode node = context.readTree(in);
      List<Column> columns = new ArrayList<>();
      for (JsonNode column : node.path("columns")) {
        columns.add(
            new Column(
                column.path("name").asString(),
                ColumnType.valueOf(column.path("type").asString())));
      }
      int rows = node.path("rows").asInt();
      List<Object> cells = new ArrayList<>();
      for (int c = 0; c < columns.size(); c++) {
        JsonNode column = node.path("cells").path(c);
        cells.add(columns.get(c).type().numeric() ? numbers(column, rows) : texts(column, rows));
      }
      return new Table(new Schema(columns), rows, cells);
    }

    private static double[] numbers(JsonNode column, int rows) {
      double[] numbers = new double[rows];
      for (int r = 0; r < rows; r++) {
        JsonNode cell = column.path(r);
        numbers[r] =
            cell.isNumber()
                ? cell.asDouble()
                : cell.isString() ? Double.parseDouble(cell.asString()) : Table.NULL;
      }
      return numbers;
    }

    private static @Nullable String[] texts(JsonNode column, int rows) {
      @Nullable String[] texts = new String[rows];
      for (int r = 0; r < rows; r++) {
        JsonNode cell = column.path(r);
        texts[r] = cell.isString() ? cell.asString() : null;
      }
      return texts;
    }
  }
}
