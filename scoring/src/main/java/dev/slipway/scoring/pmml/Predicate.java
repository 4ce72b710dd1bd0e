package dev.slipway.scoring.pmml;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A test of a row: true, false, or unknown because a value is missing.
sealed interface Predicate {
  /// The three answers of a test.
  enum Answer {
    TRUE,
    FALSE,
    UNKNOWN;

    static Answer of(boolean yes) {
      return yes ? TRUE : FALSE;
    }
  }

  Answer test(@Nullable Object[] row);

  record Always(Answer answer) implements Predicate {
    @Override
    public Answer test(@Nullable Object[] row) {
      return answer;
    }
  }

  /// A comparison with one value.
  record Simple(int cell, String operator, @Nullable Object value) implements Predicate {
    @Override
    public Answer test(@Nullable Object[] row) {
      Object actual = row[cell];
      if (operator.equals("isMissing")) {
        return Answer.of(actual == null);
      }
      if (operator.equals("isNotMissing")) {
        return Answer.of(actual != null);
      }
      if (actual == null) {
        return Answer.UNKNOWN;
      }
      return switch (operator) {
        case "equal" -> Answer.of(actual.equals(value));
        case "notEqual" -> Answer.of(!actual.equals(value));
        case "lessThan" -> Answer.of(compare(actual) < 0);
        case "lessOrEqual" -> Answer.of(compare(actual) <= 0);
        case "greaterThan" -> Answer.of(compare(actual) > 0);
        case "greaterOrEqual" -> Answer.of(compare(actual) >= 0);
        default -> throw Element.unsupported("operator '%s'".formatted(operator));
      };
    }

    private int compare(Object actual) {
      return actual instanceof Double number
          ? number.compareTo((Double) Objects.requireNonNull(value))
          : actual.toString().compareTo(String.valueOf(value));
    }
  }

  /// Whether a value is one of a set, or none of it.
  record SimpleSet(int cell, boolean in, Set<Object> values) implements Predicate {
    @Override
    public Answer test(@Nullable Object[] row) {
      Object actual = row[cell];
      return actual == null ? Answer.UNKNOWN : Answer.of(values.contains(actual) == in);
    }
  }

  /// Tests joined by `and`, `or`, `xor` or `surrogate` (the first that is known).
  record Compound(String operator, List<Predicate> parts) implements Predicate {
    @Override
    public Answer test(@Nullable Object[] row) {
      boolean unknown = false;
      boolean odd = false;
      for (Predicate part : parts) {
        Answer answer = part.test(row);
        unknown |= answer == Answer.UNKNOWN;
        odd ^= answer == Answer.TRUE;
        boolean decided =
            switch (operator) {
              case "and" -> answer == Answer.FALSE;
              case "or" -> answer == Answer.TRUE;
              case "surrogate" -> answer != Answer.UNKNOWN;
              default -> false;
            };
        if (decided) {
          return answer;
        }
      }
      if (unknown) {
        return Answer.UNKNOWN;
      }
      return operator.equals("xor") ? Answer.of(odd) : Answer.of(operator.equals("and"));
    }
  }

  /// The predicate among an element's children.
  static Predicate in(Element element, Scope scope) {
    return element.children().stream()
        .filter(Predicate::isPredicate)
        .findFirst()
        .map(p -> read(p, scope))
        .orElseThrow(() -> Element.corrupt("has no predicate in " + element.name()));
  }

  private static boolean isPredicate(Element element) {
    return switch (element.name()) {
      case "True", "False", "SimplePredicate", "SimpleSetPredicate", "CompoundPredicate" -> true;
      default -> false;
    };
  }

  private static Predicate read(Element element, Scope scope) {
    return switch (element.name()) {
      case "True" -> new Always(Answer.TRUE);
      case "False" -> new Always(Answer.FALSE);
      case "SimplePredicate" -> simple(element, scope);
      case "SimpleSetPredicate" -> {
        Scope.Cell cell = scope.need(element.attribute("field"));
        Set<Object> values = new HashSet<>();
        element
            .need("Array")
            .words()
            .forEach(w -> values.add(Objects.requireNonNull(cell.literal(w))));
        yield new SimpleSet(cell.at(), element.attribute("booleanOperator").equals("isIn"), values);
      }
      default -> {
        String operator = element.attribute("booleanOperator");
        if (!Set.of("and", "or", "xor", "surrogate").contains(operator)) {
          throw Element.corrupt("joins predicates by '%s'".formatted(operator));
        }
        yield new Compound(
            operator,
            element.children().stream()
                .filter(Predicate::isPredicate)
                .map(p -> read(p, scope))
                .toList());
      }
    };
  }

  private static Predicate simple(Element element, Scope scope) {
    Scope.Cell cell = scope.need(element.attribute("field"));
    String operator = element.attribute("operator");
    return switch (operator) {
      case "isMissing", "isNotMissing" -> new Simple(cell.at(), operator, null);
      case "equal", "notEqual", "lessThan", "lessOrEqual", "greaterThan", "greaterOrEqual" ->
          new Simple(cell.at(), operator, cell.literal(element.attribute("value")));
      default -> throw Element.unsupported("operator '%s'".formatted(operator));
    };
  }
}
