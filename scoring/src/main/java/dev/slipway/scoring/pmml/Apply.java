package dev.slipway.scoring.pmml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Calls of functions, built in or defined by the document.
final class Apply {
  private Apply() {}

  static Expression read(Element element, ExpressionReader reader) {
    String name = element.attribute("function");
    List<Expression> arguments = element.children().stream().map(reader::read).toList();
    Optional<String> missing = element.optional("mapMissingTo");
    List<Frame.Step> before = new ArrayList<>();
    if (missing.isPresent()) {
      arguments = stored(arguments, reader.scope(), before);
    }
    boolean defined = reader.scope().layout().defines(name);
    Expression result =
        defined ? call(name, arguments, reader.scope()) : Functions.named(name, arguments);
    result = treatInvalid(element, result);
    if (missing.isPresent()) {
      result =
          after(before, whenAnyMissing(arguments, ExpressionReader.literal(missing.get()), result));
    }
    Optional<String> otherwise = element.optional("defaultValue");
    return otherwise.isEmpty()
        ? result
        : ExpressionReader.orElse(result, ExpressionReader.literal(otherwise.get()));
  }

  /// Arguments that are read twice are computed once, into cells; otherwise nested calls would take twice
  /// as long with every level.
  private static List<Expression> stored(
      List<Expression> arguments, Scope scope, List<Frame.Step> before) {
    Scope own = new Scope(scope.layout());
    List<Expression> stored = new ArrayList<>();
    for (Expression argument : arguments) {
      switch (argument) {
        case Expression.NumberConstant _, Expression.TextConstant _ -> stored.add(argument);
        case Expression.Number _, Expression.Text _ -> {
          Scope.Cell cell = own.add("argument", type(argument));
          before.add(Expression.assign(cell, argument));
          stored.add(Expression.of(cell));
        }
      }
    }
    return stored;
  }

  private static FieldType type(Expression expression) {
    return switch (expression) {
      case Expression.Text _ -> FieldType.TEXT;
      case Expression.Truth _ -> FieldType.BOOLEAN;
      case Expression.Number _ -> FieldType.DOUBLE;
    };
  }

  private static Expression after(List<Frame.Step> before, Expression result) {
    Frame.Step[] steps = before.toArray(Frame.Step[]::new);
    return switch (result) {
      case Expression.Number number ->
          (Expression.Number)
              frame -> {
                run(steps, frame);
                return number.value(frame);
              };
      case Expression.Text text ->
          (Expression.Text)
              frame -> {
                run(steps, frame);
                return text.value(frame);
              };
    };
  }

  private static Expression treatInvalid(Element element, Expression result) {
    String treatment = element.attribute("invalidValueTreatment", "returnInvalid");
    return switch (treatment) {
      case "returnInvalid" -> result;
      case "asIs", "asMissing" ->
          switch (result) {
            case Expression.Number number ->
                (Expression.Number)
                    frame -> {
                      boolean before = frame.invalid;
                      double value = number.value(frame);
                      boolean invalid = frame.invalid && !before;
                      frame.invalid = before;
                      return invalid ? Double.NaN : value;
                    };
            case Expression.Text text -> text;
          };
      default -> throw Element.corrupt("has invalidValueTreatment '%s'".formatted(treatment));
    };
  }

  private static Expression whenAnyMissing(
      List<Expression> arguments, Expression replacement, Expression result) {
    Expression[] all = arguments.toArray(Expression[]::new);
    return switch (result) {
      case Expression.Number number -> {
        Expression.Number otherwise = Expression.number(replacement);
        yield (Expression.Number)
            frame -> anyMissing(all, frame) ? otherwise.value(frame) : number.value(frame);
      }
      case Expression.Text text -> {
        Expression.Text otherwise = Expression.text(replacement);
        yield (Expression.Text)
            frame -> anyMissing(all, frame) ? otherwise.value(frame) : text.value(frame);
      }
    };
  }

  private static boolean anyMissing(Expression[] arguments, Frame frame) {
    for (Expression argument : arguments) {
      if (isMissing(argument, frame)) {
        return true;
      }
    }
    return false;
  }

  static boolean isMissing(Expression argument, Frame frame) {
    return switch (argument) {
      case Expression.Number number -> Double.isNaN(number.value(frame));
      case Expression.Text text -> text.value(frame) == null;
    };
  }

  /// A call of a `DefineFunction`: its arguments are put into cells of their own, so that each is computed
  /// once however often the body reads it.
  private static Expression call(String name, List<Expression> arguments, Scope scope) {
    Element function = scope.layout().enter(name);
    List<Element> parameters = function.all("ParameterField").toList();
    if (parameters.size() != arguments.size()) {
      throw Element.corrupt(
          "calls '%s' with %d arguments instead of %d"
              .formatted(Element.abbreviated(name), arguments.size(), parameters.size()));
    }
    Scope body = new Scope(scope.layout());
    List<Frame.Step> steps = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      Element parameter = parameters.get(i);
      Expression argument = arguments.get(i);
      FieldType type =
          parameter.optional("dataType").isPresent() ? FieldType.of(parameter) : type(argument);
      steps.add(Expression.assign(body.add(parameter.attribute("name"), type), argument));
    }
    Optional<FieldType> type = function.optional("dataType").map(t -> FieldType.named(t, function));
    Expression result = new ExpressionReader(body).in(function, type);
    scope.layout().leave(name);
    FieldType held = type.orElse(type(result));
    return after(
        steps,
        switch (held) {
          case TEXT -> Expression.text(result);
          case FLOAT, INTEGER, DOUBLE, BOOLEAN, DATE, DATE_TIME -> {
            Expression.Number number = Expression.number(result);
            yield held == FieldType.BOOLEAN
                ? (Expression.Truth) number::value
                : (Expression.Number) frame -> held.held(number.value(frame));
          }
        });
  }

  private static void run(Frame.Step[] steps, Frame frame) {
    for (Frame.Step step : steps) {
      step.run(frame);
    }
  }
}
