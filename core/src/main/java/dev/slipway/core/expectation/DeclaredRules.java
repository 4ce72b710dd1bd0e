package dev.slipway.core.expectation;

import dev.slipway.core.input.Declared;
import dev.slipway.core.input.Limit;
import dev.slipway.core.table.ColumnType;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Makes rules of the limits that a project declares.
final class DeclaredRules {
  private DeclaredRules() {}

  static List<ValueRule> of(ColumnType type, Declared declared) {
    return declared.limits().stream().map(limit -> of(type, limit)).toList();
  }

  private static ValueRule of(ColumnType type, Limit limit) {
    return switch (limit) {
      case Limit.Min(double least) ->
          new ValueRule.Between(
              limit.rule(),
              least,
              Double.POSITIVE_INFINITY,
              "must be at least %s, as the project declares".formatted(Written.of(type, least)));
      case Limit.Max(double greatest) ->
          new ValueRule.Between(
              limit.rule(),
              Double.NEGATIVE_INFINITY,
              greatest,
              "must be at most %s, as the project declares".formatted(Written.of(type, greatest)));
      case Limit.Texts(List<String> values) ->
          new ValueRule.OneOfTexts(
              limit.rule(),
              Set.copyOf(values),
              "must be one of the declared values: " + Written.list(values));
      case Limit.Numbers(List<Double> values) ->
          new ValueRule.OneOfNumbers(
              limit.rule(),
              values.stream().mapToDouble(value -> value + 0.0).sorted().toArray(),
              "must be one of the declared values: "
                  + Written.list(values.stream().map(Written::number).toList()));
      case Limit.MaxLength(int characters) ->
          new ValueRule.Length(
              limit.rule(),
              0,
              characters,
              "must have at most %d characters, as the project declares".formatted(characters));
      case Limit.Pattern(String regex) ->
          new ValueRule.Matching(
              limit.rule(),
              Pattern.compile(regex),
              "must match the declared pattern %s".formatted(regex));
    };
  }
}
