package dev.slipway.server.console;

import dev.slipway.core.model.Field;
import dev.slipway.core.modelpackage.ModelPackage;
import dev.slipway.core.route.Environment;
import dev.slipway.core.table.ColumnType;
import dev.slipway.core.table.Table;
import dev.slipway.wire.json.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Commands that a reader can paste into a shell: a prediction for one of the package's golden rows, and
/// the truth about it.
record ExampleCall(String predict, String feedback) {
  static ExampleCall of(
      String address, String endpoint, Environment environment, ModelPackage contents) {
    String query =
        environment == Environment.PRODUCTION ? "" : "?environment=" + environment.label();
    String predict =
        "curl -s '%s/predict/%s%s' \\\n  -H 'Content-Type: application/json' \\\n  -d '%s'"
            .formatted(address, Links.encode(endpoint), query, quoted(Json.write(row(contents))));
    String truth = contents.task().classification() ? "true" : "12.5";
    String label = contents.target().positive().filter(p -> !p.contains(">")).orElse(truth);
    String feedback =
        "curl -s '%s/api/v1/feedback' \\\n  -H 'Content-Type: application/json' \\\n  -d '%s'"
            .formatted(
                address, quoted("{\"id\":\"THE-PREDICTION-ID\",\"label\":\"" + label + "\"}"));
    return new ExampleCall(predict, feedback);
  }

  private static Map<String, @Nullable Object> row(ModelPackage contents) {
    Table rows = contents.golden().rows();
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    for (Field field : contents.signature().inputs()) {
      int column = rows.schema().indexOf(field.name());
      if (column >= 0 && rows.rows() > 0) {
        row.put(field.name(), cell(rows, column, field.type()));
      }
    }
    return row;
  }

  private static @Nullable Object cell(Table rows, int column, ColumnType type) {
    if (!type.numeric()) {
      return rows.texts(column)[0];
    }
    double value = rows.numbers(column)[0];
    if (Double.isNaN(value)) {
      return null;
    }
    return switch (type) {
      case BOOLEAN -> value == 1;
      case INTEGER -> (long) value;
      case DECIMAL -> value;
      case DATETIME -> Instant.ofEpochMilli((long) value).toString();
      case STRING -> throw new IllegalArgumentException("a text is no number");
    };
  }

  /// For use between single quotes in a POSIX shell.
  private static String quoted(String text) {
    return text.replace("'", "'\\''");
  }
}
