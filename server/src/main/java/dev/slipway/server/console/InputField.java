package dev.slipway.server.console;

import dev.slipway.core.model.Field;
import dev.slipway.core.profile.ColumnProfile;
import dev.slipway.core.profile.NumberProfile;
import dev.slipway.core.profile.TextProfile;
import dev.slipway.core.table.ColumnType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An input of a model as a field of a form.
///
/// @param id of the field in its page
/// @param kind how its text becomes JSON: `number`, `boolean` or `text`
/// @param value of the example row
/// @param hint what the model expects and training saw
/// @param choices frequent values, most frequent first
/// @param nullable whether the field, left empty, is sent as null; otherwise it is left out
record InputField(
    String name,
    String id,
    String kind,
    String value,
    String hint,
    List<String> choices,
    boolean nullable) {
  private static final int CHOICES = 50;

  static InputField of(int number, Field input, Optional<ColumnProfile> training, Object example) {
    return new InputField(
        input.name(),
        "input-" + number,
        kind(input.type()),
        value(example),
        training.map(column -> type(input) + seen(column)).orElseGet(() -> type(input)),
        training.map(InputField::choices).orElse(List.of()),
        input.required() && training.filter(column -> column.missingRate() > 0).isPresent());
  }

  private static String kind(ColumnType type) {
    return switch (type) {
      case BOOLEAN -> "boolean";
      case INTEGER, DECIMAL -> "number";
      case DATETIME, STRING -> "text";
    };
  }

  private static String value(Object example) {
    String text = example.toString();
    return example instanceof Double && text.endsWith(".0")
        ? text.substring(0, text.length() - 2)
        : text;
  }

  private static String type(Field input) {
    String type =
        switch (input.type()) {
          case BOOLEAN -> "true or false";
          case INTEGER -> "whole number";
          case DECIMAL -> "number";
          case DATETIME -> "time, ISO 8601";
          case STRING -> "text";
        };
    return input.required() ? type : type + ", may be empty";
  }

  private static String seen(ColumnProfile column) {
    return switch (column) {
      case NumberProfile numbers when numbers.type() != ColumnType.BOOLEAN ->
          numbers
              .range()
              .map(range ->
                  "; training saw %s to %s"
                      .formatted(
                          ColumnView.shown(numbers.type(), range.min()),
                          ColumnView.shown(numbers.type(), range.max())))
              .orElse("");
      case NumberProfile _ -> "";
      case TextProfile texts when texts.dictionary().spilled() -> "; training saw very many values";
      case TextProfile texts ->
          "; training saw " + Figures.count(texts.dictionary().counts().size(), "value");
    };
  }

  private static List<String> choices(ColumnProfile column) {
    return switch (column) {
      case NumberProfile _ -> List.of();
      case TextProfile texts when texts.dictionary().spilled() -> List.of();
      case TextProfile texts -> texts.top(CHOICES).stream().map(Map.Entry::getKey).toList();
    };
  }
}
