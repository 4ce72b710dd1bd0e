package dev.slipway.wire.openapi;

import dev.slipway.core.model.Field;
import dev.slipway.core.model.Signature;
import dev.slipway.core.profile.ColumnProfile;
import dev.slipway.core.profile.NumberProfile;
import dev.slipway.core.profile.Profile;
import dev.slipway.core.profile.TextProfile;
import dev.slipway.core.table.ColumnType;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The JSON Schema of a row of named features. What training saw stands in descriptions and examples, not in
/// bounds: a value beyond it is answered and flagged.
final class InputSchema {
  private static final int EXAMPLES = 5;

  private InputSchema() {}

  static Map<String, Object> of(Signature signature, Optional<Profile> training) {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (Field input : signature.inputs()) {
      properties.put(
          input.name(), field(input, training.flatMap(p -> p.column(input.name())).orElse(null)));
    }
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("properties", properties);
    schema.put(
        "required", signature.inputs().stream().filter(Field::required).map(Field::name).toList());
    schema.put("additionalProperties", false);
    schema.put("examples", List.of(ExampleRow.of(signature, training)));
    return schema;
  }

  private static Map<String, Object> field(Field input, @Nullable ColumnProfile column) {
    Map<String, Object> schema = new LinkedHashMap<>();
    boolean nullable = !input.required() || (column != null && column.nulls() > 0);
    String type = type(input.type());
    schema.put("type", nullable ? List.of(type, "null") : type);
    if (input.type() == ColumnType.DATETIME) {
      schema.put("format", "date-time");
    }
    if (column != null) {
      describe(schema, input, column);
    }
    return schema;
  }

  private static String type(ColumnType type) {
    return switch (type) {
      case BOOLEAN -> "boolean";
      case INTEGER -> "integer";
      case DECIMAL -> "number";
      case DATETIME, STRING -> "string";
    };
  }

  private static void describe(Map<String, Object> schema, Field input, ColumnProfile column) {
    switch (column) {
      case NumberProfile numbers -> {
        if (numbers.range().isPresent() && input.type() != ColumnType.BOOLEAN) {
          NumberProfile.Range seen = numbers.range().get();
          schema.put(
              "description",
              "Training saw %s to %s."
                  .formatted(written(input.type(), seen.min()), written(input.type(), seen.max())));
        }
      }
      case TextProfile texts when !texts.dictionary().spilled() -> {
        List<String> frequent = texts.top(EXAMPLES).stream().map(Map.Entry::getKey).toList();
        int values = texts.dictionary().counts().size();
        schema.put(
            "description",
            "Training saw %,d value%s%s%s."
                .formatted(
                    values,
                    values == 1 ? "" : "s",
                    values > frequent.size() ? ", most often " : ": ",
                    frequent.stream().collect(Collectors.joining(", "))));
        schema.put("examples", frequent);
      }
      case TextProfile _ -> schema.put("description", "Training saw very many values.");
    }
  }

  private static String written(ColumnType type, double value) {
    if (type == ColumnType.DATETIME) {
      return Instant.ofEpochMilli((long) value).toString();
    }
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
