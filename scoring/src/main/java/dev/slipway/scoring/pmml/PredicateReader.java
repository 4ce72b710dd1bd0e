package dev.slipway.scoring.pmml;

import dev.slipway.scoring.pmml.Predicate.Answer;
import dev.slipway.scoring.pmml.Predicate.Comparison;
import dev.slipway.scoring.pmml.Predicate.Connective;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Compiles the predicates of nodes, segments and scorecards.
record PredicateReader(Scope scope) {
  /// The predicate among an element's children.
  Predicate in(Element element) {
    return element.children().stream()
        .filter(PredicateReader::isPredicate)
        .findFirst()
        .map(this::read)
        .orElseThrow(() -> Element.corrupt("has no predicate in " + element.name()));
  }

  private static boolean isPredicate(Element element) {
    return switch (element.name()) {
      case "True", "False", "SimplePredicate", "SimpleSetPredicate", "CompoundPredicate" -> true;
      default -> false;
    };
  }

  private Predicate read(Element element) {
    return switch (element.name()) {
      case "True" -> new Predicate.Always(Answer.TRUE);
      case "False" -> new Predicate.Always(Answer.FALSE);
      case "SimplePredicate" -> simple(element);
      case "SimpleSetPredicate" -> set(element);
      default -> compound(element);
    };
  }

  private Predicate simple(Element element) {
    Scope.Cell cell = scope.need(element.attribute("field"));
    String operator = element.attribute("operator");
    if (operator.equals("isMissing") || operator.equals("isNotMissing")) {
      return new Predicate.IsMissing(cell, operator.equals("isMissing"));
    }
    String value = element.attribute("value");
    Comparison comparison =
        switch (operator) {
          case "equal" -> Comparison.EQUAL;
          case "notEqual" -> Comparison.NOT_EQUAL;
          case "lessThan" -> Comparison.LESS;
          case "lessOrEqual" -> Comparison.LESS_OR_EQUAL;
          case "greaterThan" -> Comparison.GREATER;
          case "greaterOrEqual" -> Comparison.GREATER_OR_EQUAL;
          default ->
              throw Element.unsupported("operator '%s'".formatted(Element.abbreviated(operator)));
        };
    if (!cell.text()) {
      return new Predicate.Compared(cell, comparison, cell.number(value));
    }
    return switch (comparison) {
      case EQUAL -> new Predicate.OneText(cell.at(), Set.of(value), true);
      case NOT_EQUAL -> new Predicate.OneText(cell.at(), Set.of(value), false);
      case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
          throw Element.unsupported(
              "operator '%s' for the string '%s'".formatted(operator, cell.name()));
    };
  }

  private Predicate set(Element element) {
    Scope.Cell cell = scope.need(element.attribute("field"));
    String operator = element.attribute("booleanOperator");
    if (!operator.equals("isIn") && !operator.equals("isNotIn")) {
      throw Element.corrupt("asks for a set by '%s'".formatted(Element.abbreviated(operator)));
    }
    List<String> words = element.need("Array").words();
    boolean in = operator.equals("isIn");
    if (cell.text()) {
      return new Predicate.OneText(cell.at(), Set.copyOf(words), in);
    }
    Set<Double> numbers = new HashSet<>();
    words.forEach(w -> numbers.add(cell.number(w)));
    return new Predicate.OneNumber(cell.at(), numbers, in);
  }

  private Predicate compound(Element element) {
    String operator = element.attribute("booleanOperator");
    Connective connective =
        switch (operator) {
          case "and" -> Connective.AND;
          case "or" -> Connective.OR;
          case "xor" -> Connective.XOR;
          case "surrogate" -> Connective.SURROGATE;
          default ->
              throw Element.corrupt(
                  "joins predicates by '%s'".formatted(Element.abbreviated(operator)));
        };
    return new Predicate.Compound(
        connective,
        element.children().stream().filter(PredicateReader::isPredicate).map(this::read).toList());
  }
}
