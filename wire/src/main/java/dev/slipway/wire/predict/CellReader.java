package dev.slipway.wire.predict;

import dev.slipway.core.expectation.FieldRules;
import dev.slipway.core.expectation.ValueRule;
import dev.slipway.core.expectation.Written;
import dev.slipway.core.input.Declared;
import dev.slipway.core.input.InputFaults;
import dev.slipway.core.input.Rule;
import dev.slipway.core.model.Field;
import dev.slipway.core.model.Rows;
import dev.slipway.core.table.ColumnType;
import dev.slipway.wire.json.JsonInput;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads one JSON value into a slot of [Rows] as its field's type, whatever protocol it came in.
/// Thread-safe.
///
/// A number is taken as it is; an integer may be written `5.0`; a boolean may be written 0 or 1; a time is
/// ISO-8601 (UTC where it names no zone) or milliseconds since 1970; a number in quotes is a fault, since
/// the model was trained on numbers. Null is a missing value, and a fault where none may be missing. A value
/// of the right type is kept unless one of its [FieldRules] refuses it.
public final class CellReader {
  private final Field[] fields;
  private final boolean[] nullable;
  private final ValueRule[][] refusing;
  private final RecurringTexts texts = new RecurringTexts();

  CellReader(List<FieldRules> fields) {
    this.fields = fields.stream().map(FieldRules::field).toArray(Field[]::new);
    this.refusing =
        fields.stream()
            .map(rules -> rules.refusing().toArray(ValueRule[]::new))
            .toArray(ValueRule[][]::new);
    this.nullable = new boolean[fields.size()];
    for (int c = 0; c < nullable.length; c++) {
      nullable[c] = fields.get(c).nullable();
    }
  }

  /// Reads the value that the parser stands on, and skips it whole where it is an object or a list.
  ///
  /// @param row the row's position in the request, for faults
  public void read(JsonParser in, int column, Rows rows, int slot, int row, InputFaults faults) {
    JsonToken token = in.currentToken();
    Field field = fields[column];
    switch (token) {
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
        double value = JsonInput.number(in);
        String wrong = numberFault(field.type(), value);
        if (wrong == null) {
          keep(value, column, rows, slot, row, faults);
        } else {
          Rule rule = Double.isFinite(value) ? Rule.TYPE : Rule.FINITE;
          faults.add(row, field.name(), rule, in.getString(), wrong);
        }
      }
      case VALUE_STRING -> text(text(in), column, rows, slot, row, faults);
      case VALUE_TRUE, VALUE_FALSE -> {
        if (field.type() == ColumnType.BOOLEAN) {
          rows.number(slot, column, token == JsonToken.VALUE_TRUE ? 1 : 0);
        } else {
          faults.add(row, field.name(), Rule.TYPE, in.getString(), expected(field, "a boolean"));
        }
      }
      case VALUE_NULL -> missing(column, row, faults);
      default -> {
        faults.add(row, field.name(), Rule.TYPE, "", expected(field, JsonInput.kind(token)));
        in.skipChildren();
      }
    }
  }

  private String text(JsonParser in) {
    return texts.of(in.getStringCharacters(), in.getStringOffset(), in.getStringLength());
  }

  /// Takes a text in ASCII where it stands.
  void text(
      byte[] ascii,
      int from,
      int to,
      int column,
      Rows rows,
      int slot,
      int row,
      InputFaults faults) {
    text(texts.of(ascii, from, to - from), column, rows, slot, row, faults);
  }

  /// Takes a value that is text on the wire: a JSON string, or an element of a tensor of bytes.
  public void text(String text, int column, Rows rows, int slot, int row, InputFaults faults) {
    Field field = fields[column];
    switch (field.type()) {
      case STRING -> keep(text, column, rows, slot, row, faults);
      case DATETIME -> {
        double millis = Times.millis(text);
        if (Double.isNaN(millis)) {
          faults.add(
              row,
              field.name(),
              Rule.TYPE,
              text,
              "is no time; write it as 2026-01-31T12:00:00Z or in milliseconds since 1970");
        } else {
          keep(millis, column, rows, slot, row, faults);
        }
      }
      case BOOLEAN, INTEGER, DECIMAL -> {
        boolean nonFinite = text.equals("NaN") || text.endsWith("Infinity");
        faults.add(
            row,
            field.name(),
            nonFinite ? Rule.FINITE : Rule.TYPE,
            text,
            nonFinite ? notFinite(text) : expected(field, "a string"));
      }
    }
  }

  /// Takes a value from a form that writes everything as text, such as a table of comma-separated values or a
  /// tensor of bytes: there a number in digits is a number, and nothing at all is a missing one.
  public void written(String text, int column, Rows rows, int slot, int row, InputFaults faults) {
    ColumnType type = fields[column].type();
    if (type == ColumnType.STRING) {
      keep(text, column, rows, slot, row, faults);
    } else if (text.isEmpty()) {
      missing(column, row, faults);
    } else if (type == ColumnType.BOOLEAN && isTruth(text)) {
      rows.number(slot, column, text.equalsIgnoreCase("true") ? 1 : 0);
    } else {
      double number = Numbers.read(text);
      if (Double.isNaN(number)) {
        text(text, column, rows, slot, row, faults);
      } else {
        number(number, column, rows, slot, row, faults);
      }
    }
  }

  private static boolean isTruth(String text) {
    return text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
  }

  /// Takes a number that is binary on the wire.
  public void number(double value, int column, Rows rows, int slot, int row, InputFaults faults) {
    String wrong = numberFault(fields[column].type(), value);
    if (wrong == null) {
      keep(value, column, rows, slot, row, faults);
    } else {
      faults.add(
          row,
          fields[column].name(),
          Double.isFinite(value) ? Rule.TYPE : Rule.FINITE,
          Double.toString(value),
          wrong);
    }
  }

  /// Takes a null.
  public void missing(int column, int row, InputFaults faults) {
    if (!nullable[column]) {
      boolean declared = fields[column].declared().flatMap(Declared::nullable).isPresent();
      faults.add(
          row,
          fields[column].name(),
          declared ? Rule.NULLABLE : Rule.NULL,
          "null",
          declared
              ? "is null, which the project does not allow; send a value"
              : "is null, and the model was trained without missing values here; send a value");
    }
  }

  private void keep(double value, int column, Rows rows, int slot, int row, InputFaults faults) {
    for (ValueRule rule : refusing[column]) {
      if (rule.brokenBy(value)) {
        Field field = fields[column];
        String written = Written.of(field.type(), value);
        faults.add(row, field.name(), rule.rule(), written, rule.message());
      }
    }
    rows.number(slot, column, value);
  }

  private void keep(String text, int column, Rows rows, int slot, int row, InputFaults faults) {
    for (ValueRule rule : refusing[column]) {
      if (rule.brokenBy(text)) {
        faults.add(row, fields[column].name(), rule.rule(), text, rule.message());
      }
    }
    rows.text(slot, column, text);
  }

  private static @Nullable String numberFault(ColumnType type, double value) {
    if (!Double.isFinite(value)) {
      return notFinite(Double.toString(value));
    }
    return switch (type) {
      case DECIMAL, DATETIME -> null;
      case INTEGER -> value == Math.rint(value) ? null : "must be a whole number";
      case BOOLEAN -> value == 0 || value == 1 ? null : "must be true or false";
      case STRING -> "must be a string, got a number; put it in quotes";
    };
  }

  private static String notFinite(String value) {
    return "is " + value + "; send a finite number, or null where the value is missing";
  }

  private static String expected(Field field, String got) {
    String wanted =
        switch (field.type()) {
          case BOOLEAN -> "true or false";
          case INTEGER -> "a whole number";
          case DECIMAL -> "a number";
          case DATETIME -> "a time such as 2026-01-31T12:00:00Z";
          case STRING -> "a string";
        };
    return "must be " + wanted + ", got " + got;
  }
}
