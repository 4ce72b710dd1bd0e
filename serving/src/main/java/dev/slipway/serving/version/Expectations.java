package dev.slipway.serving.version;

import dev.slipway.core.expectation.FieldRules;
import dev.slipway.core.expectation.RowRule;
import dev.slipway.core.expectation.ValueRule;
import dev.slipway.core.input.Flag;
import dev.slipway.core.input.Rule;
import dev.slipway.core.input.Treatment;
import dev.slipway.core.model.Rows;
import dev.slipway.core.model.Signature;
import dev.slipway.core.profile.ColumnProfile;
import dev.slipway.core.profile.Profile;
import dev.slipway.core.profile.TextProfile;
import dev.slipway.core.table.ColumnType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the project and the training data say about values that are of the right type. Immutable and
/// thread-safe; a row with nothing unusual allocates nothing.
///
/// What must not be is refused while it is read (`FieldRules.refusing`). An unusual value is answered and
/// flagged: the model may well be right about it, and the flag tells the caller and the log how far to trust
/// it. So is a row that breaks a [RowRule]. In a batch `nulls` and `many-unseen` mark rows that are too many by
/// their [UsualRate], and `repeated` rows whose name is there twice ([RepeatedIds]).
public final class Expectations {
  private static final double DAY = Duration.ofDays(1).toMillis();

  private final List<FieldRules> inputs;
  private final List<Expected> numbers = new ArrayList<>();
  private final List<Expected> texts = new ArrayList<>();
  private final List<Time> times = new ArrayList<>();
  private final List<RowRule> relations;
  private final List<UsualRate> rates = new ArrayList<>();
  private final List<RepeatedIds> ids = new ArrayList<>();

  /// @param flag what a row gets that breaks the rule
  private record Expected(int column, ValueRule rule, Flag flag) {}

  private record Time(int column, Flag future) {}

  private Expectations(List<FieldRules> inputs, List<RowRule> relations) {
    this.inputs = inputs;
    this.relations = relations;
  }

  static Expectations of(Signature signature, Optional<Profile> training) {
    List<FieldRules> inputs = FieldRules.of(signature, training);
    Expectations expectations = new Expectations(inputs, RowRule.of(inputs, training));
    for (int c = 0; c < signature.inputs().size(); c++) {
      String name = signature.inputs().get(c).name();
      expectations.expect(c, training.flatMap(p -> p.column(name)).orElse(null));
    }
    return expectations;
  }

  private void expect(int c, @Nullable ColumnProfile training) {
    FieldRules rules = inputs.get(c);
    String name = rules.field().name();
    boolean number = rules.field().type().numeric();
    for (ValueRule rule : rules.flagging()) {
      Flag flag = Flag.of(rule.rule(), name, rule.message());
      (number ? numbers : texts).add(new Expected(c, rule, flag));
      if (rule.rule() == Rule.UNSEEN && flags(rules, Rule.MANY_UNSEEN) && training != null) {
        rates.add(UsualRate.ofUnseen(c, training, flag));
      }
    }
    if (training == null) {
      return;
    }
    if (rules.field().type() == ColumnType.DATETIME && flags(rules, Rule.FUTURE)) {
      times.add(
          new Time(
              c, Flag.of(Rule.FUTURE, name, "is more than a day ahead of the server's clock")));
    }
    if (training.count() > 0 && flags(rules, Rule.NULLS)) {
      rates.add(UsualRate.ofNulls(c, number, training));
    }
    if (training instanceof TextProfile seen && !number && flags(rules, Rule.REPEATED)) {
      RepeatedIds.of(c, seen).ifPresent(ids::add);
    }
  }

  private static boolean flags(FieldRules rules, Rule rule) {
    return rules.treatment(rule) == Treatment.FLAG;
  }

  /// What is expected of each input.
  List<FieldRules> inputs() {
    return inputs;
  }

  /// Adds for each row what is unusual about it, nothing for most.
  public void flag(Rows rows, Instant now, List<List<Flag>> flags) {
    for (int r = 0; r < rows.size(); r++) {
      flags.add(flags(rows, r, now.toEpochMilli()));
    }
    if (rows.size() > 1) {
      for (int i = 0; i < rates.size(); i++) {
        rates.get(i).flag(rows, flags);
      }
      for (int i = 0; i < ids.size(); i++) {
        ids.get(i).flag(rows, flags);
      }
    }
  }

  private List<Flag> flags(Rows rows, int row, double now) {
    List<Flag> flags = List.of();
    for (int i = 0; i < numbers.size(); i++) {
      Expected expected = numbers.get(i);
      if (expected.rule.brokenBy(rows.number(row, expected.column))) {
        flags = with(flags, expected.flag);
      }
    }
    for (int i = 0; i < times.size(); i++) {
      if (rows.number(row, times.get(i).column) > now + DAY) {
        flags = with(flags, times.get(i).future);
      }
    }
    for (int i = 0; i < texts.size(); i++) {
      Expected expected = texts.get(i);
      @Nullable String text = rows.text(row, expected.column);
      if (text != null && expected.rule.brokenBy(text)) {
        flags = with(flags, expected.flag);
      }
    }
    for (int i = 0; i < relations.size(); i++) {
      RowRule rule = relations.get(i);
      if (rule.brokenBy(rows, row)) {
        flags = with(flags, rule.flag());
      }
    }
    return flags;
  }

  static List<Flag> with(List<Flag> flags, Flag flag) {
    List<Flag> more = flags.isEmpty() ? new ArrayList<>(2) : flags;
    more.add(flag);
    return more;
  }
}
