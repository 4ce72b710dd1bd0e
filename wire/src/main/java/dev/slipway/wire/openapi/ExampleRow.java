package dev.slipway.wire.openapi;

import dev.slipway.core.expectation.FieldRules;
import dev.slipway.core.input.Declared;
import dev.slipway.core.input.Limit;
import dev.slipway.core.model.Field;
import dev.slipway.core.model.Signature;
import dev.slipway.core.profile.ColumnProfile;
import dev.slipway.core.profile.NumberProfile;
import dev.slipway.core.profile.Profile;
import dev.slipway.core.profile.TextProfile;
import dev.slipway.core.table.ColumnType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A row that a model might well be asked about: the median of each number and the most frequent text that
/// training saw and no input before has, so that a flight does not end where it began. It is nobody's row,
/// so it can be shown to anybody who may ask the model.
public final class ExampleRow {
  private static final MathContext DIGITS = new MathContext(4);
  private static final int FREQUENT = 20;

  private ExampleRow() {}

  /// By input name, in the signature's order.
  public static Map<String, Object> of(Signature signature, Optional<Profile> training) {
    Map<String, Object> row = new LinkedHashMap<>();
    for (FieldRules rules : FieldRules.of(signature, training)) {
      Field input = rules.field();
      Optional<ColumnProfile> column = training.flatMap(profile -> profile.column(input.name()));
      row.put(
          input.name(),
          column.map(c -> typical(rules, c, row.values())).orElseGet(() -> some(input)));
    }
    return row;
  }

  private static Object typical(FieldRules rules, ColumnProfile column, Collection<Object> taken) {
    Field input = rules.field();
    return switch (column) {
      case NumberProfile numbers when numbers.range().isPresent() && input.type().numeric() ->
          accepts(rules, numbers.quantile(0.5)) ? written(input.type(), numbers) : some(input);
      case TextProfile texts when !input.type().numeric() -> {
        List<String> top =
            texts.top(FREQUENT).stream()
                .map(Map.Entry::getKey)
                .filter(text -> rules.refusing().stream().noneMatch(rule -> rule.brokenBy(text)))
                .toList();
        yield top.stream()
            .filter(text -> !taken.contains(text))
            .findFirst()
            .or(() -> top.stream().findFirst())
            .map(Object.class::cast)
            .orElseGet(() -> some(input));
      }
      case NumberProfile _, TextProfile _ -> some(input);
    };
  }

  private static Object written(ColumnType type, NumberProfile numbers) {
    double median = numbers.quantile(0.5);
    return switch (type) {
      case BOOLEAN -> median >= 0.5;
      case INTEGER -> (long) Math.rint(median);
      case DATETIME -> time((long) median);
      case DECIMAL, STRING -> rounded(median, numbers.range().orElseThrow());
    };
  }

  /// To four digits, unless that leaves what training saw.
  private static double rounded(double value, NumberProfile.Range seen) {
    double shorter = new BigDecimal(value).round(DIGITS).doubleValue();
    return shorter < seen.min() || shorter > seen.max() ? value : shorter;
  }

  private static String time(long millis) {
    return Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static boolean accepts(FieldRules rules, double number) {
    return rules.refusing().stream().noneMatch(rule -> rule.brokenBy(number));
  }

  /// A declared value, or the one at a declared end; else any of the type.
  private static Object some(Field input) {
    for (Limit limit : input.declared().map(Declared::limits).orElse(List.of())) {
      switch (limit) {
        case Limit.Texts(List<String> values) -> {
          return values.getFirst();
        }
        case Limit.Numbers(List<Double> values) -> {
          return number(input.type(), values.getFirst());
        }
        case Limit.Min(double least) -> {
          return number(input.type(), least);
        }
        case Limit.Max(double greatest) -> {
          return number(input.type(), greatest);
        }
        case Limit.MaxLength _, Limit.Pattern _ -> {}
      }
    }
    return any(input.type());
  }

  private static Object number(ColumnType type, double value) {
    return switch (type) {
      case INTEGER -> (long) Math.ceil(value);
      case DATETIME -> time((long) value);
      case BOOLEAN, DECIMAL, STRING -> value;
    };
  }

  private static Object any(ColumnType type) {
    return switch (type) {
      case BOOLEAN -> true;
      case INTEGER -> 1;
      case DECIMAL -> 1.5;
      case DATETIME -> "2026-01-31T12:00:00Z";
      case STRING -> "text";
    };
  }
}
