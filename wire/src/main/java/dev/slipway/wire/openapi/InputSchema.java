package dev.slipway.wire.openapi;

import dev.slipway.core.expectation.FieldRules;
import dev.slipway.core.expectation.Written;
import dev.slipway.core.input.Declared;
import dev.slipway.core.input.Limit;
import dev.slipway.core.model.Field;
import dev.slipway.core.model.Signature;
import dev.slipway.core.profile.ColumnProfile;
import dev.slipway.core.profile.NumberProfile;
import dev.slipway.core.profile.Profile;
import dev.slipway.core.profile.TextProfile;
import dev.slipway.core.table.ColumnType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The JSON Schema of a row of named features. What the project declares about values stands in bounds, since a
/// value beyond them is refused; what training saw in descriptions and examples, since a value beyond that is
/// answered and flagged.
final class InputSchema {
  private static final int EXAMPLES = 5;

  private InputSchema() {}

  static Map<String, Object> of(Signature signature, Optional<Profile> training) {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (FieldRules rules : FieldRules.of(signature, training)) {
      String name = rules.field().name();
      properties.put(name, field(rules, training.flatMap(p -> p.column(name)).orElse(null)));
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

  private static Map<String, Object> field(FieldRules rules, @Nullable ColumnProfile column) {
    Field input = rules.field();
    Map<String, Object> schema = new LinkedHashMap<>();
    String type = type(input.type());
    schema.put("type", rules.nullable() ? List.of(type, "null") : type);
    if (input.type() == ColumnType.DATETIME) {
      schema.put("format", "date-time");
    }
    if (column != null) {
      describe(schema, input, column);
    }
    for (Limit limit : input.declared().map(Declared::limits).orElse(List.of())) {
      limit(schema, rules, limit);
    }
    return schema;
  }

  private static void limit(Map<String, Object> schema, FieldRules rules, Limit limit) {
    ColumnType type = rules.field().type();
    switch (limit) {
      case Limit.Min(double least) when type == ColumnType.DATETIME ->
          add(schema, "Not before " + Written.of(type, least) + ".");
      case Limit.Max(double greatest) when type == ColumnType.DATETIME ->
          add(schema, "Not after " + Written.of(type, greatest) + ".");
      case Limit.Min(double least) -> schema.put("minimum", number(least));
      case Limit.Max(double greatest) -> schema.put("maximum", number(greatest));
      case Limit.Texts(List<String> values) -> schema.put("enum", choices(values, rules));
      case Limit.Numbers(List<Double> values) ->
          schema.put("enum", choices(values.stream().map(InputSchema::number).toList(), rules));
      case Limit.MaxLength(int characters) -> schema.put("maxLength", characters);
      case Limit.Pattern(String regex) -> schema.put("pattern", regex);
    }
  }

  /// JSON Schema has no bounds for times that are texts.
  private static void add(Map<String, Object> schema, String sentence) {
    schema.merge("description", sentence, (before, more) -> before + " " + more);
  }

  private static List<@Nullable Object> choices(List<?> values, FieldRules rules) {
    List<@Nullable Object> choices = new ArrayList<>(values);
    if (rules.nullable()) {
      choices.add(null);
    }
    return choices;
  }

  private static Number number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15 ? (Number) (long) value : value;
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
                  .formatted(
                      Written.of(input.type(), seen.min()), Written.of(input.type(), seen.max())));
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
}
