package dev.slipway.core.expectation;

import dev.slipway.core.input.Flag;
import dev.slipway.core.input.Rule;
import dev.slipway.core.input.Treatment;
import dev.slipway.core.model.Rows;
import dev.slipway.core.profile.Profile;
import dev.slipway.core.profile.Relation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// One rule about two inputs of a row, which held in training. Immutable and thread-safe; asking one
/// allocates nothing.
public sealed interface RowRule permits RowRule.Ordered, DecidedValue {
  /// What a row gets that breaks it.
  Flag flag();

  boolean brokenBy(Rows rows, int row);

  /// One number is at most another, where both are there.
  record Ordered(int lesser, int greater, Flag flag) implements RowRule {
    @Override
    public boolean brokenBy(Rows rows, int row) {
      return rows.number(row, lesser) > rows.number(row, greater);
    }
  }

  /// Those of the training profile that neither of their inputs ignores.
  static List<RowRule> of(List<FieldRules> inputs, Optional<Profile> training) {
    List<RowRule> rules = new ArrayList<>();
    for (Relation relation : training.map(Profile::relations).orElse(List.of())) {
      rule(inputs, relation).ifPresent(rules::add);
    }
    return rules;
  }

  private static Optional<RowRule> rule(List<FieldRules> inputs, Relation relation) {
    return switch (relation) {
      case Relation.Order order -> {
        int lesser = index(inputs, order.lesser(), Rule.ORDER);
        int greater = index(inputs, order.greater(), Rule.ORDER);
        yield lesser < 0 || greater < 0 || !numeric(inputs, lesser) || !numeric(inputs, greater)
            ? Optional.empty()
            : Optional.of(
                new Ordered(
                    lesser,
                    greater,
                    flag(
                        Rule.ORDER,
                        order.lesser() + "<=" + order.greater(),
                        order.lesser(),
                        "is greater than '%s'".formatted(order.greater()),
                        order)));
      }
      case Relation.Dependency dependency -> {
        int decider = index(inputs, dependency.decider(), Rule.DEPENDENCY);
        int decided = index(inputs, dependency.decided(), Rule.DEPENDENCY);
        yield decider < 0
                || decided < 0
                || !fits(inputs, decider, dependency.values().keySet())
                || !fits(inputs, decided, dependency.values().values())
            ? Optional.empty()
            : Optional.of(
                new DecidedValue(
                    decider,
                    decided,
                    numeric(inputs, decider),
                    numeric(inputs, decided),
                    dependency.values(),
                    flag(
                        Rule.DEPENDENCY,
                        dependency.decider() + "->" + dependency.decided(),
                        dependency.decided(),
                        "does not go with this '%s'".formatted(dependency.decider()),
                        dependency)));
      }
    };
  }

  private static Flag flag(Rule rule, String between, String field, String what, Relation found) {
    String message =
        "%s, which was so in none of %,d training rows, and so is in at most %.2g %% of rows of their kind (95 %% confidence)"
            .formatted(what, found.rows(), 100 * found.bound());
    return new Flag(rule.label() + ":" + between, rule, field, message);
  }

  /// -1 where there is no such input, or it ignores the rule.
  private static int index(List<FieldRules> inputs, String name, Rule rule) {
    for (int c = 0; c < inputs.size(); c++) {
      if (inputs.get(c).field().name().equals(name)) {
        return inputs.get(c).treatment(rule) == Treatment.FLAG ? c : -1;
      }
    }
    return -1;
  }

  /// Whether the values are of the input's kind, which a package made by others need not have right.
  private static boolean fits(List<FieldRules> inputs, int column, Collection<String> values) {
    try {
      return !numeric(inputs, column)
          || values.stream().mapToDouble(Double::parseDouble).noneMatch(Double::isNaN);
    } catch (NumberFormatException _) {
      return false;
    }
  }

  private static boolean numeric(List<FieldRules> inputs, int column) {
    return inputs.get(column).field().type().numeric();
  }
}
