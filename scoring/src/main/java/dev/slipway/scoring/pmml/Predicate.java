package dev.slipway.scoring.pmml;

import java.util.List;
import java.util.Set;

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

  Answer test(Frame frame);

  record Always(Answer answer) implements Predicate {
    @Override
    public Answer test(Frame frame) {
      return answer;
    }
  }

  record IsMissing(Scope.Cell cell, boolean missing) implements Predicate {
    @Override
    public Answer test(Frame frame) {
      boolean actual =
          cell.text() ? frame.texts[cell.at()] == null : Double.isNaN(frame.numbers[cell.at()]);
      return Answer.of(actual == missing);
    }
  }

  /// How two numbers are compared.
  enum Comparison {
    EQUAL,
    NOT_EQUAL,
    LESS,
    LESS_OR_EQUAL,
    GREATER,
    GREATER_OR_EQUAL
  }

  /// A number compared with a constant.
  record Compared(Scope.Cell cell, Comparison comparison, double with) implements Predicate {
    @Override
    public Answer test(Frame frame) {
      double value = frame.numbers[cell.at()];
      if (Double.isNaN(value)) {
        return Answer.UNKNOWN;
      }
      return Answer.of(
          switch (comparison) {
            case EQUAL -> value == with;
            case NOT_EQUAL -> value != with;
            case LESS -> value < with;
            case LESS_OR_EQUAL -> value <= with;
            case GREATER -> value > with;
            case GREATER_OR_EQUAL -> value >= with;
          });
    }
  }

  /// Whether a text is one of some.
  record OneText(int cell, Set<String> texts, boolean in) implements Predicate {
    @Override
    public Answer test(Frame frame) {
      String value = frame.texts[cell];
      return value == null ? Answer.UNKNOWN : Answer.of(texts.contains(value) == in);
    }
  }

  /// Whether a number is one of some.
  record OneNumber(int cell, Set<Double> numbers, boolean in) implements Predicate {
    @Override
    public Answer test(Frame frame) {
      double value = frame.numbers[cell];
      return Double.isNaN(value) ? Answer.UNKNOWN : Answer.of(numbers.contains(value + 0.0) == in);
    }
  }

  /// How tests are joined; `SURROGATE` is the first that is known.
  enum Connective {
    AND,
    OR,
    XOR,
    SURROGATE
  }

  record Compound(Connective connective, List<Predicate> parts) implements Predicate {
    @Override
    public Answer test(Frame frame) {
      boolean unknown = false;
      boolean odd = false;
      for (int i = 0; i < parts.size(); i++) {
        Answer answer = parts.get(i).test(frame);
        unknown |= answer == Answer.UNKNOWN;
        odd ^= answer == Answer.TRUE;
        boolean decided =
            switch (connective) {
              case AND -> answer == Answer.FALSE;
              case OR -> answer == Answer.TRUE;
              case XOR -> false;
              case SURROGATE -> answer != Answer.UNKNOWN;
            };
        if (decided) {
          return answer;
        }
      }
      if (unknown) {
        return Answer.UNKNOWN;
      }
      return switch (connective) {
        case AND -> Answer.TRUE;
        case OR -> Answer.FALSE;
        case XOR -> Answer.of(odd);
        case SURROGATE -> Answer.UNKNOWN;
      };
    }
  }
}
