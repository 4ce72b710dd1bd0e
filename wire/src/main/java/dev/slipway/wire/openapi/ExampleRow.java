package dev.slipway.wire.openapi;

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
    for (Field input : signature.inputs()) {
      Optional<ColumnProfile> column = training.flatMap(profile -> profile.column(input.name()));
      row.put(
          input.name(),
          column.map(c -> typical(input, c, row.values())).orElseGet(() -> some(input)));
    }
    return row;
  }

  private static Object typical(Field input, ColumnProfile column, Collection<Object> taken) {
    return switch (column) {
      case NumberProfile numbers when numbers.range().isPresent() && input.type().numeric() ->
          written(input.type(), numbers);
      case TextProfile texts when !input.type().numeric() -> {
        List<String> top = texts.top(FREQUENT).stream().map(Map.Entry::getKey).toList();
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

  private static Object some(Field input) {
    return switch (input.type()) {
      case BOOLEAN -> true;
      case INTEGER -> 1;
      case DECIMAL -> 1.5;
      case DATETIME -> "2026-01-31T12:00:00Z";
      case STRING -> "text";
    };
  }
}
