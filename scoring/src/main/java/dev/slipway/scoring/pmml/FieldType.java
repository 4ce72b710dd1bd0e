package dev.slipway.scoring.pmml;

import dev.slipway.core.table.ColumnType;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/// The type of a field. All but texts are held as numbers: truth as 0 and 1, dates as milliseconds since
/// 1970.
enum FieldType {
  TEXT,
  INTEGER,
  FLOAT,
  DOUBLE,
  BOOLEAN,
  DATE,
  DATE_TIME;

  static FieldType of(Element field) {
    return named(field.attribute("dataType", "double"), field);
  }

  static FieldType named(String name, Element field) {
    return switch (name) {
      case "string" -> TEXT;
      case "integer" -> INTEGER;
      case "float" -> FLOAT;
      case "double" -> DOUBLE;
      case "boolean" -> BOOLEAN;
      case "date" -> DATE;
      case "dateTime" -> DATE_TIME;
      default ->
          throw Element.unsupported(
              "data type '%s' of '%s'"
                  .formatted(name, field.attribute("name", field.attribute("field", "?"))));
    };
  }

  ColumnType column() {
    return switch (this) {
      case TEXT -> ColumnType.STRING;
      case INTEGER -> ColumnType.INTEGER;
      case FLOAT, DOUBLE -> ColumnType.DECIMAL;
      case BOOLEAN -> ColumnType.BOOLEAN;
      case DATE, DATE_TIME -> ColumnType.DATETIME;
    };
  }

  /// A number as a field of this type holds it.
  double held(double number) {
    return this == FLOAT ? (float) number : number;
  }

  /// A literal as a field of this type holds it; NaN where it is none.
  double parsed(String literal) {
    String text = literal.strip();
    return switch (this) {
      case TEXT -> Double.NaN;
      case INTEGER, DOUBLE, BOOLEAN -> number(text) + 0.0;
      case FLOAT -> parsedFloat(text) + 0.0;
      case DATE, DATE_TIME -> millis(text);
    };
  }

  private static double number(String text) {
    if (text.equals("true") || text.equals("false")) {
      return text.equals("true") ? 1 : 0;
    }
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private static double parsedFloat(String text) {
    try {
      return Float.parseFloat(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private static double millis(String text) {
    try {
      LocalDateTime time =
          text.length() > 10 ? LocalDateTime.parse(text) : LocalDate.parse(text).atStartOfDay();
      return time.toInstant(ZoneOffset.UTC).toEpochMilli();
    } catch (DateTimeException e) {
      return Double.NaN;
    }
  }
}
