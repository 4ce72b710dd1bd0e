package dev.slipway.scoring.pmml;

import org.jspecify.annotations.Nullable;

/// A value computed from a frame. Whether it is a number or a text is known when it is compiled, so no value
/// is ever boxed.
sealed interface Expression {
  /// A number, or NaN where it is missing.
  @FunctionalInterface
  non-sealed interface Number extends Expression {
    double value(Frame frame);
  }

  /// True is 1 and false is 0; NaN where it is missing.
  @FunctionalInterface
  interface Truth extends Number {}

  /// A text, or null where it is missing.
  @FunctionalInterface
  non-sealed interface Text extends Expression {
    @Nullable String value(Frame frame);
  }

  /// A number as it was written.
  record NumberConstant(double number, String written) implements Number {
    @Override
    public double value(Frame frame) {
      return number;
    }
  }

  record TextConstant(String text) implements Text {
    @Override
    public String value(Frame frame) {
      return text;
    }
  }

  /// Never a value; it is of the type that its neighbours have.
  record Missing() implements Number {
    @Override
    public double value(Frame frame) {
      return Double.NaN;
    }
  }

  static boolean isText(Expression expression) {
    return expression instanceof Text;
  }

  static double truth(boolean yes) {
    return yes ? 1 : 0;
  }

  static Number number(Expression expression) {
    return switch (expression) {
      case TextConstant(String text) -> {
        double number = FieldType.DOUBLE.parsed(text);
        if (Double.isNaN(number)) {
          throw Element.corrupt(
              "takes the text '%s' for a number".formatted(Element.abbreviated(text)));
        }
        yield new NumberConstant(number, text);
      }
      case Number number -> number;
      case Text text -> frame -> number(text.value(frame), frame);
    };
  }

  private static double number(@Nullable String text, Frame frame) {
    if (text == null) {
      return Double.NaN;
    }
    double number = FieldType.DOUBLE.parsed(text);
    frame.invalid |= Double.isNaN(number);
    return number;
  }

  static Text text(Expression expression) {
    return switch (expression) {
      case Text text -> text;
      case NumberConstant constant -> new TextConstant(constant.written);
      case Truth truth ->
          frame -> {
            double value = truth.value(frame);
            return Double.isNaN(value) ? null : value != 0 ? "true" : "false";
          };
      case Number number -> frame -> written(number.value(frame));
    };
  }

  private static @Nullable String written(double number) {
    if (Double.isNaN(number)) {
      return null;
    }
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? String.valueOf((long) number)
        : String.valueOf(number);
  }

  /// The value of a field.
  static Expression of(Scope.Cell cell) {
    int at = cell.at();
    return switch (cell.type()) {
      case TEXT -> (Text) frame -> frame.texts[at];
      case BOOLEAN -> (Truth) frame -> frame.numbers[at];
      case INTEGER, FLOAT, DOUBLE, DATE, DATE_TIME -> (Number) frame -> frame.numbers[at];
    };
  }

  /// Puts the value of an expression into a cell, as a value of the cell's type.
  static Frame.Step assign(Scope.Cell cell, Expression expression) {
    int at = cell.at();
    return switch (cell.type()) {
      case TEXT -> {
        Text text = text(expression);
        yield frame -> frame.texts[at] = text.value(frame);
      }
      case FLOAT -> {
        Number number = number(expression);
        yield frame -> frame.numbers[at] = (float) number.value(frame);
      }
      case INTEGER, DOUBLE, BOOLEAN, DATE, DATE_TIME -> {
        Number number = number(expression);
        yield frame -> frame.numbers[at] = number.value(frame) + 0.0;
      }
    };
  }
}
