package dev.slipway.core.expectation;

import dev.slipway.core.input.Declared;
import dev.slipway.core.input.Rule;
import dev.slipway.core.model.Field;
import dev.slipway.core.profile.ColumnProfile;
import dev.slipway.core.profile.NumberProfile;
import dev.slipway.core.profile.Shape;
import dev.slipway.core.profile.TextProfile;
import dev.slipway.core.table.ColumnType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Makes rules of what training saw of a column. Where the project declares as much itself (`values` for
/// the categories, `pattern` for the shapes, `min` and `max` for what is extreme), its word counts instead.
///
/// Times have no range, since live times are later than training by nature; and a text column whose values
/// are new most of the time has shapes instead of categories.
final class ProfileRules {
  private static final double MOSTLY_NEW = 0.05;
  private static final double RARE = 0.001;
  private static final long ENOUGH_DAYS = 100;

  private ProfileRules() {}

  static List<ValueRule> of(Field field, ColumnProfile column, Declared declared, int numbers) {
    boolean number = field.type().numeric();
    return switch (column) {
      case NumberProfile seen when number && seen.type() == ColumnType.DATETIME -> days(seen);
      case NumberProfile seen when number -> numbers(field, seen, declared, numbers);
      case TextProfile seen when !number -> texts(seen, declared);
      case NumberProfile _, TextProfile _ -> List.of();
    };
  }

  private static List<ValueRule> numbers(
      Field field, NumberProfile seen, Declared declared, int numbers) {
    List<ValueRule> rules = new ArrayList<>();
    UsualRange.of(field.type(), seen, numbers).ifPresent(rules::add);
    if (field.type() != ColumnType.BOOLEAN && !declared.limits(Rule.VALUES)) {
      ExtremeRange.of(field, seen, declared).ifPresent(rules::add);
    }
    return rules;
  }

  /// A single rule where training had whole days only.
  private static List<ValueRule> days(NumberProfile seen) {
    long midnights = 0;
    for (int hour = 0; hour < seen.hoursOfWeek().size(); hour += 24) {
      midnights += seen.hoursOfWeek().at(hour);
    }
    return midnights >= ENOUGH_DAYS && midnights == seen.counts().finite()
        ? List.of(
            new ValueRule.WholeDays(
                Rule.RESOLUTION,
                "is a time of day, and all %,d times of training are whole days"
                    .formatted(midnights)))
        : List.of();
  }

  private static List<ValueRule> texts(TextProfile seen, Declared declared) {
    List<ValueRule> rules = new ArrayList<>();
    boolean closed = !seen.dictionary().spilled() && seen.unseenRate() <= MOSTLY_NEW;
    if (closed && !declared.limits(Rule.VALUES)) {
      Set<String> values = seen.dictionary().counts().keySet();
      rules.add(
          new ValueRule.OneOfTexts(
              Rule.UNSEEN,
              Set.copyOf(values),
              "is not among the %,d values of training, where %.2g %% of the rows had a new one"
                  .formatted(values.size(), 100 * seen.unseenRate())));
    }
    addLength(seen, rules);
    if (!closed && !declared.limits(Rule.PATTERN)) {
      addShapes(seen, rules);
    }
    return rules;
  }

  /// From half the least to twice the greatest length.
  private static void addLength(TextProfile seen, List<ValueRule> rules) {
    int least = 0;
    int buckets = seen.lengths().size();
    while (least < buckets && seen.lengths().at(least) == 0) {
      least++;
    }
    if (least == buckets) {
      return;
    }
    boolean open = buckets == TextProfile.MAX_LENGTHS;
    rules.add(
        new ValueRule.Length(
            Rule.LENGTH,
            (least + 1) / 2,
            open ? Integer.MAX_VALUE : 2 * (buckets - 1),
            "has a length far from training's, which went from %d to %s characters"
                .formatted(least, open ? "very many" : String.valueOf(buckets - 1))));
  }

  /// Only where new shapes are rare, which by Good and Turing's estimate they are as often as shapes were
  /// seen once.
  private static void addShapes(TextProfile seen, List<ValueRule> rules) {
    List<Map.Entry<String, Long>> shapes = seen.patterns(TextProfile.MAX_LENGTHS);
    long once = shapes.stream().filter(shape -> shape.getValue() == 1).count();
    boolean all = shapes.size() < TextProfile.MAX_LENGTHS;
    if (all && !shapes.isEmpty() && once <= RARE * seen.dictionary().total()) {
      rules.add(
          new ValueRule.Shaped(
              Rule.SHAPE,
              shapes.stream().mapToLong(shape -> Shape.hash(shape.getKey())).sorted().toArray(),
              "is built as no text of training was; there they are like "
                  + Written.list(shapes.stream().map(Map.Entry::getKey).limit(3).toList())));
    }
  }
}
