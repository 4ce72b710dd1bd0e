package dev.slipway.scoring.pmml;

import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/// The built-in functions of numbers and truth. With a missing argument the result is missing, unless the
/// function asks about just that, or is one of those that pass over missing arguments.
final class Functions {
  private Functions() {}

  static Expression named(String name, List<Expression> arguments) {
    return switch (name) {
      case "+" -> binary(name, arguments, Double::sum);
      case "-" ->
          arguments.size() == 1
              ? unary(name, arguments, a -> -a)
              : binary(name, arguments, (a, b) -> a - b);
      case "*" -> binary(name, arguments, (a, b) -> a * b);
      case "/" -> divided(name, arguments, (a, b) -> a / b);
      case "modulo" -> divided(name, arguments, (a, b) -> a - b * Math.floor(a / b));
      case "pow" -> binary(name, arguments, Math::pow);
      case "threshold" -> binary(name, arguments, (a, b) -> a > b ? 1 : 0);
      case "hypot" -> binary(name, arguments, Math::hypot);
      case "atan2" -> binary(name, arguments, Math::atan2);
      case "exp" -> unary(name, arguments, Math::exp);
      case "ln" -> unary(name, arguments, Math::log);
      case "log10" -> unary(name, arguments, Math::log10);
      case "ln1p" -> unary(name, arguments, Math::log1p);
      case "expm1" -> unary(name, arguments, Math::expm1);
      case "sqrt" -> unary(name, arguments, Math::sqrt);
      case "abs" -> unary(name, arguments, Math::abs);
      case "floor" -> unary(name, arguments, Math::floor);
      case "ceil" -> unary(name, arguments, Math::ceil);
      case "round" -> unary(name, arguments, a -> Math.floor(a + 0.5));
      case "rint" -> unary(name, arguments, Math::rint);
      case "sin" -> unary(name, arguments, Math::sin);
      case "cos" -> unary(name, arguments, Math::cos);
      case "tan" -> unary(name, arguments, Math::tan);
      case "asin" -> unary(name, arguments, Math::asin);
      case "acos" -> unary(name, arguments, Math::acos);
      case "atan" -> unary(name, arguments, Math::atan);
      case "sinh" -> unary(name, arguments, Math::sinh);
      case "cosh" -> unary(name, arguments, Math::cosh);
      case "tanh" -> unary(name, arguments, Math::tanh);
      case "erf" -> unary(name, arguments, Normal::erf);
      case "stdNormalCDF" -> unary(name, arguments, Normal::cumulative);
      case "stdNormalPDF" -> unary(name, arguments, Normal::density);
      case "min" -> folded(arguments, Math::min, false);
      case "max" -> folded(arguments, Math::max, false);
      case "sum" -> folded(arguments, Double::sum, false);
      case "product" -> folded(arguments, (a, b) -> a * b, false);
      case "avg" -> folded(arguments, Double::sum, true);
      case "isMissing" -> missing(name, arguments, true);
      case "isNotMissing" -> missing(name, arguments, false);
      case "and" -> connected(arguments, false);
      case "or" -> connected(arguments, true);
      case "not" -> {
        Expression.Number a = argument(name, arguments, 0, 1);
        yield (Expression.Truth)
            frame -> {
              double value = a.value(frame);
              return Double.isNaN(value) ? value : Expression.truth(value == 0);
            };
      }
      case "if" -> conditional(arguments);
      default -> Comparisons.named(name, arguments);
    };
  }

  static void count(String name, List<Expression> arguments, int least, int most) {
    if (arguments.size() < least || arguments.size() > most) {
      throw Element.corrupt(
          "calls '%s' with %d arguments".formatted(Element.abbreviated(name), arguments.size()));
    }
  }

  static Expression.Number argument(String name, List<Expression> arguments, int at, int count) {
    count(name, arguments, count, count);
    return Expression.number(arguments.get(at));
  }

  private static Expression unary(
      String name, List<Expression> arguments, DoubleUnaryOperator operator) {
    Expression.Number a = argument(name, arguments, 0, 1);
    return (Expression.Number) frame -> operator.applyAsDouble(a.value(frame));
  }

  private static Expression binary(
      String name, List<Expression> arguments, DoubleBinaryOperator operator) {
    Expression.Number a = argument(name, arguments, 0, 2);
    Expression.Number b = argument(name, arguments, 1, 2);
    return (Expression.Number)
        frame -> {
          double x = a.value(frame);
          double y = b.value(frame);
          return Double.isNaN(x) || Double.isNaN(y) ? Double.NaN : operator.applyAsDouble(x, y);
        };
  }

  /// A division by zero is an invalid result.
  private static Expression divided(
      String name, List<Expression> arguments, DoubleBinaryOperator operator) {
    Expression.Number a = argument(name, arguments, 0, 2);
    Expression.Number b = argument(name, arguments, 1, 2);
    return (Expression.Number)
        frame -> {
          double x = a.value(frame);
          double y = b.value(frame);
          frame.invalid |= y == 0 && !Double.isNaN(x);
          return operator.applyAsDouble(x, y);
        };
  }

  /// Missing arguments are passed over.
  private static Expression folded(
      List<Expression> arguments, DoubleBinaryOperator operator, boolean mean) {
    Expression.Number[] all = numbers(arguments);
    return (Expression.Number)
        frame -> {
          int count = 0;
          double result = Double.NaN;
          for (Expression.Number argument : all) {
            double value = argument.value(frame);
            if (!Double.isNaN(value)) {
              result = count++ == 0 ? value : operator.applyAsDouble(result, value);
            }
          }
          return mean ? result / count : result;
        };
  }

  private static Expression.Number[] numbers(List<Expression> arguments) {
    return arguments.stream().map(Expression::number).toArray(Expression.Number[]::new);
  }

  private static Expression missing(String name, List<Expression> arguments, boolean wanted) {
    count(name, arguments, 1, 1);
    Expression argument = arguments.getFirst();
    return (Expression.Truth) frame -> Expression.truth(Apply.isMissing(argument, frame) == wanted);
  }

  /// `and` and `or`: one argument may decide, else a missing one makes the result missing.
  private static Expression connected(List<Expression> arguments, boolean decisive) {
    Expression.Number[] all = numbers(arguments);
    return (Expression.Truth)
        frame -> {
          boolean unknown = false;
          for (Expression.Number argument : all) {
            double value = argument.value(frame);
            unknown |= Double.isNaN(value);
            if (!Double.isNaN(value) && (value != 0) == decisive) {
              return Expression.truth(decisive);
            }
          }
          return unknown ? Double.NaN : Expression.truth(!decisive);
        };
  }

  private static Expression conditional(List<Expression> arguments) {
    count("if", arguments, 2, 3);
    Expression.Number test = Expression.number(arguments.getFirst());
    Expression yes = arguments.get(1);
    Expression no = arguments.size() == 3 ? arguments.get(2) : new Expression.Missing();
    if (Expression.isText(yes) || Expression.isText(no)) {
      Expression.Text a = Expression.text(yes);
      Expression.Text b = Expression.text(no);
      return (Expression.Text)
          frame -> {
            double holds = test.value(frame);
            return Double.isNaN(holds) ? null : holds != 0 ? a.value(frame) : b.value(frame);
          };
    }
    Expression.Number a = Expression.number(yes);
    Expression.Number b = Expression.number(no);
    return (Expression.Number)
        frame -> {
          double holds = test.value(frame);
          return Double.isNaN(holds) ? holds : holds != 0 ? a.value(frame) : b.value(frame);
        };
  }
}
