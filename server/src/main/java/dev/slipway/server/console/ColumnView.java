package dev.slipway.server.console;

import dev.slipway.core.profile.ColumnProfile;
import dev.slipway.core.profile.Profile;
import java.util.List;
import java.util.Locale;

/// A column of the training profile with a small picture of its values.
///
/// @param spread least, middle and greatest for numbers; how many values for texts
record ColumnView(String name, String type, String missing, String spread, BinBars bars) {
  static List<ColumnView> of(Profile profile) {
    return profile.columns().stream().map(ColumnView::of).toList();
  }

  private static ColumnView of(ColumnProfile column) {
    double missing = column.count() == 0 ? 0 : column.nulls() / (double) column.count();
    return new ColumnView(
        column.name(),
        column.type().name().toLowerCase(Locale.ROOT),
        missing == 0 ? "none" : Figures.percent(missing),
        "",
        BinBars.of(column.name(), List.of(), List.of()));
  }
}
