package dev.slipway.scoring.pmml;

import java.util.List;
import java.util.function.IntPredicate;

/// The built-in functions that compare: two numbers as numbers, anything else as texts.
final class Comparisons {
  private Comparisons() {}

  static Expression named(String name, List<Expression> arguments) {
    return switch (name) {
      case "equal" -> compared(name, arguments, c -> c == 0);
      case "notEqual" -> compared(name, arguments, c -> c != 0);
      case "lessThan" -> compared(name, arguments, c -> c < 0);
      case "lessOrEqual" -> compared(name, arguments, c -> c <= 0);
      case "greaterThan" -> compared(name, arguments, c -> c > 0);
      case "greaterOrEqual" -> compared(name, arguments, c -> c >= 0);
      case "isIn", "isNotIn" -> isIn(name, arguments, name.equals("isIn"));
      default -> TextFunctions.named(name, arguments);
    };
  }

  private static Expression compared(String name, List<Expression> arguments, IntPredicate holds) {
    Functions.count(name, arguments, 2, 2);
    Expression first = arguments.get(0);
    Expression second = arguments.get(1);
    if (Expression.isText(first) || Expression.isText(second)) {
      Expression.Text a = Expression.text(first);
      Expression.Text b = Expression.text(second);
      return (Expression.Truth)
          frame -> {
            String x = a.value(frame);
            String y = b.value(frame);
            return x == null || y == null
                ? Double.NaN
                : Expression.truth(holds.test(x.compareTo(y)));
          };
    }
    Expression.Number a = Expression.number(first);
    Expression.Number b = Expression.number(second);
    return (Expression.Truth)
        frame -> {
          double x = a.value(frame);
          double y = b.value(frame);
          return Double.isNaN(x) || Double.isNaN(y)
              ? Double.NaN
              : Expression.truth(holds.test(Double.compare(x + 0.0, y + 0.0)));
        };
  }

  private static Expression isIn(String name, List<Expression> arguments, boolean in) {
    Functions.count(name, arguments, 1, Integer.MAX_VALUE);
    List<Expression> among = arguments.subList(1, arguments.size());
    if (Expression.isText(arguments.getFirst())) {
      Expression.Text wanted = Expression.text(arguments.getFirst());
      Expression.Text[] values =
          among.stream().map(Expression::text).toArray(Expression.Text[]::new);
      return (Expression.Truth)
          frame -> {
            String value = wanted.value(frame);
            if (value == null) {
              return Double.NaN;
            }
            for (Expression.Text other : values) {
              if (value.equals(other.value(frame))) {
                return Expression.truth(in);
              }
            }
            return Expression.truth(!in);
          };
    }
    Expression.Number wanted = Expression.number(arguments.getFirst());
    Expression.Number[] values =
        among.stream().map(Expression::number).toArray(Expression.Number[]::new);
    return (Expression.Truth)
        frame -> {
          double value = wanted.value(frame);
          if (Double.isNaN(value)) {
            return Double.NaN;
          }
          for (Expression.Number other : values) {
            if (value == other.value(frame)) {
              return Expression.truth(in);
            }
          }
          return Expression.truth(!in);
        };
  }
}
