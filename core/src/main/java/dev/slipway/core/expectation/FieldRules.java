package dev.slipway.core.expectation;

import dev.slipway.core.input.Declared;
import dev.slipway.core.input.Rule;
import dev.slipway.core.input.Treatment;
import dev.slipway.core.model.Field;
import dev.slipway.core.model.Signature;
import dev.slipway.core.profile.ColumnProfile;
import dev.slipway.core.profile.Profile;
import dev.slipway.core.table.ColumnType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is expected of the values of one input.
///
/// @param nullable whether null may be sent
/// @param refusing rules whose breach refuses a row; `flagging` those whose breach flags it
public record FieldRules(
    Field field, boolean nullable, List<ValueRule> refusing, List<ValueRule> flagging) {
  private static final Declared NOTHING = new Declared(List.of(), Optional.empty(), Map.of());

  public FieldRules {
    refusing = List.copyOf(refusing);
    flagging = List.copyOf(flagging);
  }

  /// Those of every input of a signature, in its order.
  public static List<FieldRules> of(Signature signature, Optional<Profile> training) {
    long numbers =
        signature.inputs().stream()
            .filter(f -> f.type().numeric() && f.type() != ColumnType.DATETIME)
            .filter(f -> column(training, f).isPresent())
            .count();
    return signature.inputs().stream()
        .map(field -> of(field, column(training, field), (int) Math.max(1, numbers)))
        .toList();
  }

  private static Optional<ColumnProfile> column(Optional<Profile> training, Field field) {
    return training.flatMap(p -> p.column(field.name()));
  }

  /// @param numbers how many inputs share the budget of flagged numbers
  private static FieldRules of(Field field, Optional<ColumnProfile> training, int numbers) {
    Declared declared = field.declared().orElse(NOTHING);
    boolean nullable =
        declared
            .nullable()
            .orElse(!field.required() || training.filter(c -> c.nulls() > 0).isPresent());
    List<ValueRule> refusing = new ArrayList<>(DeclaredRules.of(field.type(), declared));
    List<ValueRule> flagging = new ArrayList<>();
    training.ifPresent(column -> {
      for (ValueRule rule : ProfileRules.of(field, column, declared, numbers)) {
        switch (declared.treatment(rule.rule())) {
          case REFUSE -> refusing.add(rule);
          case FLAG -> flagging.add(rule);
          case IGNORE -> {}
        }
      }
    });
    return new FieldRules(field, nullable, refusing, flagging);
  }

  /// What is done where this input breaks a rule that is about more than its value.
  public Treatment treatment(Rule rule) {
    return field.declared().orElse(NOTHING).treatment(rule);
  }
}
