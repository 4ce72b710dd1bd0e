package dev.slipway.server.console;

import dev.slipway.core.watch.ColumnDrift;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Bars over bins, as rectangles of an SVG that is 100 wide and 30 high. Heights are shares of the side's
/// own rows, so that sides of different size compare.
///
/// @param label what the picture says, for those who cannot see it
record BinBars(List<Bar> bars, String label) {
  private static final double HEIGHT = 30;

  /// @param kind the CSS class: `reference`, `live` or `single`
  /// @param title the bin and its shares
  record Bar(String kind, String x, String y, String width, String height, String title) {}

  static BinBars of(ColumnDrift column) {
    double reference =
        Math.max(1, column.bins().stream().mapToLong(ColumnDrift.Bin::reference).sum());
    double live = Math.max(1, column.bins().stream().mapToLong(ColumnDrift.Bin::live).sum());
    double greatest = 1e-9;
    for (ColumnDrift.Bin bin : column.bins()) {
      greatest = Math.max(greatest, Math.max(bin.reference() / reference, bin.live() / live));
    }
    List<Bar> bars = new ArrayList<>();
    double slot = 100.0 / Math.max(1, column.bins().size());
    for (int i = 0; i < column.bins().size(); i++) {
      ColumnDrift.Bin bin = column.bins().get(i);
      double before = bin.reference() / reference;
      double now = bin.live() / live;
      String title =
          "%s: training %s, live %s"
              .formatted(bin.label(), Figures.percent(before), Figures.percent(now));
      bars.add(bar("reference", i * slot + slot * 0.08, slot * 0.84, before / greatest, title));
      bars.add(bar("live", i * slot + slot * 0.26, slot * 0.48, now / greatest, title));
    }
    return new BinBars(bars, "Shares of %s in training and live".formatted(column.column()));
  }

  /// One side only.
  static BinBars of(String column, List<Long> counts, List<String> labels) {
    double total = Math.max(1, counts.stream().mapToLong(Long::longValue).sum());
    double greatest = Math.max(1, counts.stream().mapToLong(Long::longValue).max().orElse(1));
    double slot = 100.0 / Math.max(1, counts.size());
    List<Bar> bars = new ArrayList<>();
    for (int i = 0; i < counts.size(); i++) {
      String title = labels.get(i) + ": " + Figures.percent(counts.get(i) / total);
      bars.add(bar("single", i * slot + slot * 0.06, slot * 0.88, counts.get(i) / greatest, title));
    }
    return new BinBars(bars, "Distribution of " + column);
  }

  private static Bar bar(String kind, double x, double width, double height, String title) {
    double drawn = height <= 0 ? 0 : Math.max(0.6, height * HEIGHT);
    return new Bar(kind, number(x), number(HEIGHT - drawn), number(width), number(drawn), title);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
