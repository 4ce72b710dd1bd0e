package dev.slipway.core.expectation;

import dev.slipway.core.table.ColumnType;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/// Values as people write them, for messages.
public final class Written {
  private static final int LISTED = 10;
  private static final double EXACT_INTEGERS = 1e15;

  private Written() {}

  /// A cell of a column of this type: a time as a time, a whole number without a fraction.
  public static String of(ColumnType type, double value) {
    return switch (type) {
      case DATETIME -> time(value);
      case BOOLEAN, INTEGER, DECIMAL, STRING -> number(value);
    };
  }

  static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < EXACT_INTEGERS
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  /// The first ones, and how many more there are.
  static String list(List<String> values) {
    String first = values.stream().limit(LISTED).collect(Collectors.joining(", "));
    return values.size() <= LISTED ? first : first + " and " + (values.size() - LISTED) + " more";
  }

  private static String time(double millis) {
    try {
      return Instant.ofEpochMilli((long) millis).toString();
    } catch (DateTimeException _) {
      return number(millis);
    }
  }
}
