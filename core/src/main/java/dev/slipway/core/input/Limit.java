package dev.slipway.core.input;

import dev.slipway.core.table.ColumnType;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/// What a project declares that the values of an input may be; a row with another one is refused.
public sealed interface Limit {
  Rule rule();

  /// Whether it says something about values of a type.
  boolean fits(ColumnType type);

  /// No number is less; for times in milliseconds since 1970.
  record Min(double value) implements Limit {
    public Min {
      requireFinite(value);
    }

    @Override
    public Rule rule() {
      return Rule.MIN;
    }

    @Override
    public boolean fits(ColumnType type) {
      return ordered(type);
    }
  }

  /// No number is greater; for times in milliseconds since 1970.
  record Max(double value) implements Limit {
    public Max {
      requireFinite(value);
    }

    @Override
    public Rule rule() {
      return Rule.MAX;
    }

    @Override
    public boolean fits(ColumnType type) {
      return ordered(type);
    }
  }

  /// There are no other texts than these.
  record Texts(List<String> values) implements Limit {
    public Texts {
      values = List.copyOf(values);
      requireSome(values);
    }

    @Override
    public Rule rule() {
      return Rule.VALUES;
    }

    @Override
    public boolean fits(ColumnType type) {
      return type == ColumnType.STRING;
    }
  }

  /// There are no other numbers than these.
  record Numbers(List<Double> values) implements Limit {
    public Numbers {
      values = List.copyOf(values);
      requireSome(values);
      values.forEach(Limit::requireFinite);
    }

    @Override
    public Rule rule() {
      return Rule.VALUES;
    }

    @Override
    public boolean fits(ColumnType type) {
      return type == ColumnType.INTEGER || type == ColumnType.DECIMAL;
    }
  }

  /// No text has more characters (code points, as in JSON Schema).
  record MaxLength(int characters) implements Limit {
    public MaxLength {
      if (characters < 0) {
        throw new IllegalArgumentException(
            "a text cannot have %d characters".formatted(characters));
      }
    }

    @Override
    public Rule rule() {
      return Rule.MAX_LENGTH;
    }

    @Override
    public boolean fits(ColumnType type) {
      return type == ColumnType.STRING;
    }
  }

  /// The pattern is found in every text, somewhere unless it has `^` and `$`, as in JSON Schema.
  record Pattern(String regex) implements Limit {
    public Pattern {
      try {
        java.util.regex.Pattern.compile(regex);
      } catch (PatternSyntaxException e) {
        throw new IllegalArgumentException(
            "'%s' is no regular expression: %s".formatted(regex, e.getDescription()), e);
      }
    }

    @Override
    public Rule rule() {
      return Rule.PATTERN;
    }

    @Override
    public boolean fits(ColumnType type) {
      return type == ColumnType.STRING;
    }
  }

  private static void requireSome(List<?> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("a set of no values allows none");
    }
  }

  private static void requireFinite(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("%s is no limit".formatted(value));
    }
  }

  private static boolean ordered(ColumnType type) {
    return type.numeric() && type != ColumnType.BOOLEAN;
  }
}
