package dev.slipway.wire.openapi;

import dev.slipway.core.input.Source;
import dev.slipway.core.model.Classes;
import dev.slipway.core.model.Output;
import dev.slipway.core.table.ColumnType;
import dev.slipway.wire.predict.ClassLabel;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The JSON Schema of the plain reply, as `dev.slipway.wire.predict.PredictReply` writes it.
final class ReplySchema {
  private static final Map<String, Object> TEXT = Members.of("type", "string");
  private static final Map<String, Object> NUMBER = Members.of("type", "number");

  private ReplySchema() {}

  static Map<String, Object> of(Output output) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("model", Members.of("type", "string", "description", "The model's name."));
    properties.put(
        "version", Members.of("type", "integer", "description", "The version that answered."));
    properties.put(
        "predictions",
        Members.of(
            "type", "array", "items", Members.of("anyOf", List.of(row(output), faultyRow()))));
    return object(properties, List.of("model", "version", "predictions"));
  }

  private static Map<String, Object> row(Output output) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put(
        "id",
        Members.of(
            "type", "string", "description", "Names the prediction when its truth is sent."));
    switch (output) {
      case Output.Values values -> properties.put("prediction", numbers(values.width()));
      case Output.Probabilities p -> {
        properties.put("prediction", oneOf(p.classes()));
        properties.put("probabilities", probabilities(p.classes()));
      }
      case Output.Decision d -> {
        properties.put("prediction", oneOf(d.classes()));
        properties.put("decision", numbers(d.width()));
      }
      case Output.Label l -> properties.put("prediction", oneOf(l.classes()));
    }
    List<String> always = List.copyOf(properties.keySet());
    properties.put(
        "flags",
        Members.of(
            "type",
            "array",
            "items",
            TEXT,
            "description",
            "What is unusual about the row, such as range:FIELD or unseen:FIELD."));
    properties.put("reasons", Members.of("type", "array", "items", reason()));
    return object(properties, always);
  }

  /// What a flag says: there is one for each, and none where there are no flags.
  private static Map<String, Object> reason() {
    Map<String, Object> reason = new LinkedHashMap<>();
    for (String member : List.of("flag", "rule", "field", "source", "message")) {
      reason.put(member, TEXT);
    }
    return object(reason, List.copyOf(reason.keySet()));
  }

  private static Map<String, Object> faultyRow() {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("id", TEXT);
    properties.put("error", Members.of("$ref", "#/components/schemas/Fault"));
    return object(properties, List.of("id", "error"));
  }

  /// The body of every error, and the part that a faulty row of a batch carries.
  static Map<String, Object> fault() {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("row", Members.of("type", "integer"));
    one.put("field", TEXT);
    one.put("rule", TEXT);
    one.put(
        "source", Members.of("enum", Arrays.stream(Source.values()).map(Source::label).toList()));
    one.put("value", TEXT);
    one.put("message", TEXT);
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("code", TEXT);
    properties.put("message", Members.of("type", "string", "description", "What to do next."));
    properties.put(
        "faults",
        Members.of(
            "type",
            "array",
            "items",
            object(one, List.of("row", "field", "rule", "source", "message"))));
    return object(properties, List.of("code", "message"));
  }

  private static Map<String, Object> numbers(int width) {
    return width == 1 ? NUMBER : Members.of("type", "array", "items", NUMBER);
  }

  private static Map<String, Object> oneOf(Classes classes) {
    return Members.of(
        "enum", classes.labels().stream().map(label -> written(classes.type(), label)).toList());
  }

  private static Object written(ColumnType type, String label) {
    return switch (type) {
      case BOOLEAN -> ClassLabel.isTrue(label);
      case INTEGER, DECIMAL -> new BigDecimal(label);
      case DATETIME, STRING -> label;
    };
  }

  private static Map<String, Object> probabilities(Classes classes) {
    Map<String, Object> each = new LinkedHashMap<>();
    classes
        .labels()
        .forEach(
            label -> each.put(label, Members.of("type", "number", "minimum", 0, "maximum", 1)));
    return object(each, classes.labels());
  }

  static Map<String, Object> object(Map<String, Object> properties, List<String> required) {
    return Members.of("type", "object", "properties", properties, "required", required);
  }
}
