package dev.slipway.server.console;

import dev.slipway.core.expectation.FieldRules;
import dev.slipway.core.expectation.Written;
import dev.slipway.core.input.Declared;
import dev.slipway.core.input.Limit;
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

  static InputField of(
      int number, FieldRules rules, Optional<ColumnProfile> training, Object example) {
    Field input = rules.field();
    List<Limit> limits = input.declared().map(Declared::limits).orElse(List.of());
    return new InputField(
        input.name(),
        "input-" + number,
        kind(input.type()),
        value(example),
        type(input) + declared(input, limits) + training.map(InputField::seen).orElse(""),
        choices(limits).or(() -> training.map(InputField::choices)).orElse(List.of()),
        input.required() && rules.nullable());
  }

  private static String declared(Field input, List<Limit> limits) {
    StringBuilder declared = new StringBuilder();
    for (Limit limit : limits) {
      declared.append(
          switch (limit) {
            case Limit.Min(double least) -> ", at least " + Written.of(input.type(), least);
            case Limit.Max(double greatest) -> ", at most " + Written.of(input.type(), greatest);
            case Limit.Texts _, Limit.Numbers _ -> ", one of the declared";
            case Limit.MaxLength(int characters) -> ", at most %d characters".formatted(characters);
            case Limit.Pattern(String regex) -> ", with " + regex;
          });
    }
    return declared.toString();
  }

  /// The declared values, if any are.
  private static Optional<List<String>> choices(List<Limit> limits) {
    for (Limit limit : limits) {
      switch (limit) {
        case Limit.Texts(List<String> values) -> {
          return Optional.of(values.subList(0, Math.min(CHOICES, values.size())));
        }
        case Limit.Numbers(List<Double> values) -> {
          return Optional.of(
              values.stream()
                  .limit(CHOICES)
                  .map(value -> Written.of(ColumnType.DECIMAL, value))
                  .toList());
        }
        case Limit.Min _, Limit.Max _, Limit.MaxLength _, Limit.Pattern _ -> {}
      }
    }
    return Optional.empty();
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
