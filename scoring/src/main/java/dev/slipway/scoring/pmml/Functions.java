package dev.slipway.scoring.pmml;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// The built-in functions of `Apply`. True is 1 and false is 0. With a missing argument the result is
/// missing, unless the function asks about just that.
final class Functions {
  private Functions() {}

  static Expression apply(Element element, List<Expression> arguments) {
    Expression function = function(element.attribute("function"), arguments);
    String missing = element.attributes().get("mapMissingTo");
    String otherwise = element.attributes().get("defaultValue");
    if (missing == null && otherwise == null) {
      return function;
    }
    return row -> {
      if (missing != null && arguments.stream().anyMatch(a -> a.value(row) == null)) {
        return Expression.numberOrText(missing);
      }
      Object value = function.value(row);
      return value == null && otherwise != null ? Expression.numberOrText(otherwise) : value;
    };
  }

  private static Expression function(String name, List<Expression> arguments) {
    return switch (name) {
      case "+" -> binary(arguments, Double::sum);
      case "-" ->
          arguments.size() == 1 ? unary(arguments, a -> -a) : binary(arguments, (a, b) -> a - b);
      case "*" -> binary(arguments, (a, b) -> a * b);
      case "/" -> binary(arguments, (a, b) -> b == 0 ? Double.NaN : a / b);
      case "pow" -> binary(arguments, Math::pow);
      case "modulo" -> binary(arguments, (a, b) -> a - b * Math.floor(a / b));
      case "threshold" -> binary(arguments, (a, b) -> a > b ? 1 : 0);
      case "exp" -> unary(arguments, Math::exp);
      case "ln" -> unary(arguments, Math::log);
      case "log10" -> unary(arguments, Math::log10);
      case "ln1p" -> unary(arguments, Math::log1p);
      case "expm1" -> unary(arguments, Math::expm1);
      case "sqrt" -> unary(arguments, Math::sqrt);
      case "abs" -> unary(arguments, Math::abs);
      case "floor" -> unary(arguments, Math::floor);
      case "ceil" -> unary(arguments, Math::ceil);
      case "round" -> unary(arguments, a -> Math.floor(a + 0.5));
      case "rint" -> unary(arguments, Math::rint);
      case "sin" -> unary(arguments, Math::sin);
      case "cos" -> unary(arguments, Math::cos);
      case "tan" -> unary(arguments, Math::tan);
      case "tanh" -> unary(arguments, Math::tanh);
      case "min" -> folded(arguments, Math::min, false);
      case "max" -> folded(arguments, Math::max, false);
      case "sum" -> folded(arguments, Double::sum, false);
      case "avg" -> folded(arguments, Double::sum, true);
      case "equal" -> compared(arguments, c -> c == 0);
      case "notEqual" -> compared(arguments, c -> c != 0);
      case "lessThan" -> compared(arguments, c -> c < 0);
      case "lessOrEqual" -> compared(arguments, c -> c <= 0);
      case "greaterThan" -> compared(arguments, c -> c > 0);
      case "greaterOrEqual" -> compared(arguments, c -> c >= 0);
      case "isMissing" -> row -> truth(value(arguments, 0, row) == null);
      case "isNotMissing" -> row -> truth(value(arguments, 0, row) != null);
      case "isIn", "isNotIn" -> isIn(arguments, name.equals("isIn"));
      case "and" -> row -> truth(arguments.stream().allMatch(a -> isTrue(a.value(row))));
      case "or" -> row -> truth(arguments.stream().anyMatch(a -> isTrue(a.value(row))));
      case "not" -> unary(arguments, a -> a == 0 ? 1 : 0);
      case "if" -> conditional(arguments);
      case "uppercase" -> row -> text(arguments, row, t -> t.toUpperCase(Locale.ROOT));
      case "lowercase" -> row -> text(arguments, row, t -> t.toLowerCase(Locale.ROOT));
      case "trimBlanks" -> row -> text(arguments, row, String::strip);
      default -> throw Element.unsupported("function '%s'".formatted(name));
    };
  }

  private static @Nullable Object value(
      List<Expression> arguments, int at, @Nullable Object[] row) {
    return at < arguments.size() ? arguments.get(at).value(row) : null;
  }

  private static Object truth(boolean yes) {
    return yes ? 1.0 : 0.0;
  }

  private static boolean isTrue(@Nullable Object value) {
    return value instanceof Double number && number != 0;
  }

  private static Expression unary(List<Expression> arguments, DoubleUnaryOperator operator) {
    return row ->
        value(arguments, 0, row) instanceof Double a ? (Object) operator.applyAsDouble(a) : null;
  }

  private static Expression binary(List<Expression> arguments, DoubleBinaryOperator operator) {
    return row ->
        value(arguments, 0, row) instanceof Double a && value(arguments, 1, row) instanceof Double b
            ? (Object) operator.applyAsDouble(a, b)
            : null;
  }

  /// Missing arguments are passed over.
  private static Expression folded(
      List<Expression> arguments, DoubleBinaryOperator operator, boolean mean) {
    return row -> {
      int count = 0;
      double result = 0;
      for (Expression argument : arguments) {
        if (argument.value(row) instanceof Double number) {
          result = count++ == 0 ? number : operator.applyAsDouble(result, number);
        }
      }
      return count == 0 ? null : (Object) (mean ? result / count : result);
    };
  }

  private static Expression compared(List<Expression> arguments, IntPredicate holds) {
    return row -> {
      Object a = value(arguments, 0, row);
      Object b = value(arguments, 1, row);
      if (a == null || b == null) {
        return null;
      }
      int order =
          a instanceof Double x && b instanceof Double y
              ? Double.compare(x + 0.0, y + 0.0)
              : String.valueOf(a).compareTo(String.valueOf(b));
      return truth(holds.test(order));
    };
  }

  private static Expression isIn(List<Expression> arguments, boolean in) {
    return row -> {
      Object wanted = value(arguments, 0, row);
      if (wanted == null) {
        return null;
      }
      return truth(
          arguments.stream().skip(1).anyMatch(a -> Objects.equals(wanted, a.value(row))) == in);
    };
  }

  private static Expression conditional(List<Expression> arguments) {
    return row -> {
      Object condition = value(arguments, 0, row);
      return condition == null ? null : value(arguments, isTrue(condition) ? 1 : 2, row);
    };
  }

  private static @Nullable Object text(
      List<Expression> arguments,
      @Nullable Object[] row,
      java.util.function.UnaryOperator<String> operator) {
    Object value = value(arguments, 0, row);
    return value == null ? null : operator.apply(value.toString());
  }
}
