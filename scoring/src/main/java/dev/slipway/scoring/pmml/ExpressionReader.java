package dev.slipway.scoring.pmml;

import java.util.List;
import java.util.Optional;

/// Compiles the expressions of derived fields, inputs of networks and partial scores.
///
/// @param scope the fields that they may read
record ExpressionReader(Scope scope) {
  /// Defines the `DerivedField`s of a dictionary or of local transformations.
  static void define(Element transformations, Scope scope) {
    for (Element field : transformations.all("DerivedField").toList()) {
      String name = field.attribute("name");
      FieldType type = FieldType.of(field);
      scope.define(
          name,
          () -> {
            Expression expression = new ExpressionReader(scope).in(field, Optional.of(type));
            Scope.Cell cell = scope.add(name, type);
            scope.step(Expression.assign(cell, expression));
            return cell;
          });
    }
  }

  /// The expression among an element's children.
  Expression in(Element element, Optional<FieldType> wanted) {
    return element.children().stream()
        .filter(e ->
            switch (e.name()) {
              case "Value", "Interval", "ParameterField" -> false;
              default -> true;
            })
        .findFirst()
        .map(e -> read(e, wanted))
        .orElseThrow(() -> Element.corrupt("has no expression in " + element.name()));
  }

  Expression read(Element element) {
    return read(element, Optional.empty());
  }

  /// @param wanted the type that the result will be turned into, where it is known
  private Expression read(Element element, Optional<FieldType> wanted) {
    scope.layout().deeper();
    Expression expression =
        switch (element.name()) {
          case "FieldRef" -> reference(element);
          case "Constant" -> constant(element);
          case "NormContinuous" -> {
            int cell = scope.needNumber(element.attribute("field")).at();
            PiecewiseLinear line = PiecewiseLinear.read(element);
            yield (Expression.Number) frame -> line.apply(frame.numbers[cell]);
          }
          case "NormDiscrete" -> normDiscrete(element);
          case "Discretize" -> Discretize.read(element, scope, wanted);
          case "MapValues" -> MapValues.read(element, scope, wanted);
          case "Apply" -> Apply.read(element, this);
          default -> throw Element.unsupported("expression " + element.name());
        };
    scope.layout().shallower();
    return expression;
  }

  private Expression reference(Element element) {
    Scope.Cell cell = scope.need(element.attribute("field"));
    Expression value = Expression.of(cell);
    Optional<String> missing = element.optional("mapMissingTo");
    return missing.isEmpty() ? value : orElse(value, literal(missing.get(), cell.type()));
  }

  /// The first value, or the second where the first is missing.
  static Expression orElse(Expression first, Expression second) {
    return switch (first) {
      case Expression.Number number -> {
        Expression.Number otherwise = Expression.number(second);
        Expression.Number either =
            frame -> {
              double value = number.value(frame);
              return Double.isNaN(value) ? otherwise.value(frame) : value;
            };
        yield number instanceof Expression.Truth ? (Expression.Truth) either::value : either;
      }
      case Expression.Text text -> {
        Expression.Text otherwise = Expression.text(second);
        yield (Expression.Text)
            frame -> {
              String value = text.value(frame);
              return value == null ? otherwise.value(frame) : value;
            };
      }
    };
  }

  private static Expression constant(Element element) {
    if (element.attribute("missing", "false").equals("true")) {
      return new Expression.Missing();
    }
    return element
        .optional("dataType")
        .map(type -> literal(element.text(), FieldType.named(type, element)))
        .orElseGet(() -> literal(element.text()));
  }

  /// A literal of no declared type: a number where it is one.
  static Expression literal(String text) {
    double number = FieldType.DOUBLE.parsed(text);
    return Double.isNaN(number)
        ? new Expression.TextConstant(text)
        : new Expression.NumberConstant(number, text);
  }

  static Expression literal(String text, FieldType type) {
    if (type == FieldType.TEXT) {
      return new Expression.TextConstant(text);
    }
    if (text.strip().equals("NaN")) {
      return new Expression.Missing();
    }
    double number = type.parsed(text);
    if (Double.isNaN(number)) {
      throw Element.corrupt(
          "has the constant '%s' of type %s".formatted(Element.abbreviated(text), type));
    }
    return type == FieldType.BOOLEAN
        ? (Expression.Truth) _ -> number
        : new Expression.NumberConstant(number, text);
  }

  private Expression normDiscrete(Element element) {
    Scope.Cell cell = scope.need(element.attribute("field"));
    String method = element.attribute("method", "indicator");
    if (!List.of("indicator", "thermometer").contains(method) || method.equals("thermometer")) {
      throw Element.unsupported("NormDiscrete method '%s'".formatted(method));
    }
    double missing = element.number("mapMissingTo", Double.NaN);
    int at = cell.at();
    if (cell.text()) {
      String wanted = element.attribute("value");
      return (Expression.Number)
          frame -> {
            String value = frame.texts[at];
            return value == null ? missing : Expression.truth(value.equals(wanted));
          };
    }
    double wanted = cell.number(element.attribute("value"));
    return (Expression.Number)
        frame -> {
          double value = frame.numbers[at];
          return Double.isNaN(value) ? missing : Expression.truth(value == wanted);
        };
  }
}
