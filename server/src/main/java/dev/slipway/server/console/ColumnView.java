package dev.slipway.server.console;

import dev.slipway.core.profile.ColumnProfile;
import dev.slipway.core.profile.NumberProfile;
import dev.slipway.core.profile.Profile;
import dev.slipway.core.profile.TextProfile;
import dev.slipway.core.table.ColumnType;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A column of the training profile with a small picture of its values.
///
/// @param spread least, middle and greatest for numbers; how many values for texts
record ColumnView(String name, String type, String missing, String spread, BinBars bars) {
  private static final int TOP = 24;
  private static final int NAMED = 4;

  static List<ColumnView> of(Profile profile) {
    return profile.columns().stream().map(ColumnView::of).toList();
  }

  static ColumnView of(ColumnProfile column) {
    String type = column.type().name().toLowerCase(Locale.ROOT);
    String missing = column.missingRate() == 0 ? "none" : Figures.percent(column.missingRate());
    return switch (column) {
      case NumberProfile number ->
          new ColumnView(number.name(), type, missing, spread(number), Density.of(number).bars());
      case TextProfile text -> new ColumnView(text.name(), type, missing, spread(text), bars(text));
    };
  }

  private static String spread(NumberProfile number) {
    return number
        .range()
        .map(range ->
            "%s to %s, median %s"
                .formatted(
                    shown(number.type(), range.min()),
                    shown(number.type(), range.max()),
                    shown(number.type(), number.quantile(0.5))))
        .orElse("no values");
  }

  /// A value of a numeric column as people write it.
  static String shown(ColumnType type, double value) {
    return switch (type) {
      case DATETIME -> Figures.minute(Instant.ofEpochMilli((long) value));
      case BOOLEAN -> value == 1 ? "true" : "false";
      case INTEGER -> Figures.count(Math.round(value));
      case DECIMAL -> Figures.number(value);
      case STRING -> throw new IllegalArgumentException("a text is no number");
    };
  }

  private static String spread(TextProfile text) {
    int distinct = text.dictionary().counts().size();
    String most = String.join(", ", text.top(NAMED).stream().map(Map.Entry::getKey).toList());
    return "%s%s: %s%s"
        .formatted(
            Figures.count(distinct, "value"),
            text.dictionary().spilled() ? " kept of more" : "",
            most,
            distinct > NAMED ? " …" : "");
  }

  /// The most frequent values, most frequent first.
  private static BinBars bars(TextProfile text) {
    List<Map.Entry<String, Long>> top = text.top(TOP);
    return BinBars.of(
        text.name(),
        top.stream().map(Map.Entry::getValue).toList(),
        top.stream().map(Map.Entry::getKey).toList());
  }
}
