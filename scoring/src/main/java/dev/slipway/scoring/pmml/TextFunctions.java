package dev.slipway.scoring.pmml;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/// The built-in functions of texts and dates.
final class TextFunctions {
  private static final long DAY = 86_400_000;

  private TextFunctions() {}

  static Expression named(String name, List<Expression> arguments) {
    return switch (name) {
      case "uppercase" -> mapped(name, arguments, t -> t.toUpperCase(Locale.ROOT));
      case "lowercase" -> mapped(name, arguments, t -> t.toLowerCase(Locale.ROOT));
      case "trimBlanks" -> mapped(name, arguments, String::strip);
      case "stringLength" -> {
        Functions.count(name, arguments, 1, 1);
        Expression.Text a = Expression.text(arguments.getFirst());
        yield (Expression.Number)
            frame -> {
              String text = a.value(frame);
              return text == null ? Double.NaN : text.length();
            };
      }
      case "substring" -> substring(name, arguments);
      case "concat" -> concat(arguments);
      case "dateDaysSinceYear" -> since(name, arguments, DAY);
      case "dateSecondsSinceYear" -> since(name, arguments, 1000);
      case "dateSecondsSinceMidnight" -> {
        Expression.Number a = Functions.argument(name, arguments, 0, 1);
        yield (Expression.Number)
            frame -> {
              double millis = a.value(frame);
              return Math.floor((millis - Math.floor(millis / DAY) * DAY) / 1000);
            };
      }
      default -> throw Element.unsupported("function '%s'".formatted(Element.abbreviated(name)));
    };
  }

  private static Expression mapped(
      String name, List<Expression> arguments, UnaryOperator<String> operator) {
    Functions.count(name, arguments, 1, 1);
    Expression.Text a = Expression.text(arguments.getFirst());
    return (Expression.Text)
        frame -> {
          String text = a.value(frame);
          return text == null ? null : operator.apply(text);
        };
  }

  /// Positions count from 1.
  private static Expression substring(String name, List<Expression> arguments) {
    Functions.count(name, arguments, 2, 3);
    Expression.Text a = Expression.text(arguments.getFirst());
    Expression.Number from = Expression.number(arguments.get(1));
    Expression.Number length =
        arguments.size() == 3
            ? Expression.number(arguments.get(2))
            : new Expression.NumberConstant(Integer.MAX_VALUE, "");
    return (Expression.Text)
        frame -> {
          String text = a.value(frame);
          double start = from.value(frame) - 1;
          double count = length.value(frame);
          if (text == null || Double.isNaN(start) || Double.isNaN(count)) {
            return null;
          }
          int begin = (int) Math.clamp(start, 0, text.length());
          int end = (int) Math.clamp(start + Math.max(count, 0), begin, text.length());
          return text.substring(begin, end);
        };
  }

  private static Expression concat(List<Expression> arguments) {
    Expression.Text[] all =
        arguments.stream().map(Expression::text).toArray(Expression.Text[]::new);
    return (Expression.Text)
        frame -> {
          StringBuilder joined = new StringBuilder();
          for (Expression.Text argument : all) {
            String text = argument.value(frame);
            if (text == null) {
              return null;
            }
            joined.append(text);
          }
          return joined.toString();
        };
  }

  /// Whole units since the first of January of a year; the year must be a constant.
  private static Expression since(String name, List<Expression> arguments, long unit) {
    Expression.Number a = Functions.argument(name, arguments, 0, 2);
    if (!(arguments.get(1) instanceof Expression.NumberConstant(double year, _))
        || Math.abs(year) > 9999) {
      throw Element.unsupported("function '%s' with a year that is no constant".formatted(name));
    }
    double start = (double) LocalDate.of((int) year, 1, 1).toEpochDay() * DAY;
    return (Expression.Number) frame -> Math.floor((a.value(frame) - start) / unit);
  }
}
