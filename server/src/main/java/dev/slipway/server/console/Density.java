package dev.slipway.server.console;

import dev.slipway.core.profile.Bins;
import dev.slipway.core.profile.NumberProfile;
import dev.slipway.core.table.ColumnType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The values of a numeric column over slots of equal width, for a picture.
///
/// A profile counts into cells of about equal share, which would draw as a plain. Here the share of a cell
/// is spread evenly over its width; an atom goes whole into its slot. Half a percent at either end is left
/// out, so that a few far values do not flatten the rest.
record Density(String column, ColumnType type, double from, double width, double[] counts) {
  private static final int SLOTS = 24;
  private static final double TAIL = 0.005;

  static Density of(NumberProfile profile) {
    double from = profile.quantile(TAIL);
    double to = profile.quantile(1 - TAIL);
    if (Double.isNaN(from)) {
      return new Density(profile.name(), profile.type(), 0, 1, new double[0]);
    }
    boolean whole = profile.type() == ColumnType.INTEGER || profile.type() == ColumnType.BOOLEAN;
    int slots = SLOTS;
    if (whole && to - from < SLOTS) {
      from = Math.floor(from);
      slots = (int) (Math.ceil(to) - from) + 1;
      to = from + slots;
    }
    double width = to > from ? (to - from) / slots : 1;
    Density density = new Density(profile.name(), profile.type(), from, width, new double[slots]);
    density.fill(profile.histogram().bins(), profile);
    return density;
  }

  BinBars bars() {
    List<Long> rounded = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      rounded.add(Math.round(counts[i]));
      String low = ColumnView.shown(type, from + i * width);
      boolean single = width == 1 && type != ColumnType.DECIMAL;
      labels.add(single ? low : low + " to " + ColumnView.shown(type, from + (i + 1) * width));
    }
    return BinBars.of(column, rounded, labels);
  }

  private void fill(Bins bins, NumberProfile profile) {
    double[] edges = bins.edges();
    double[] atoms = bins.atoms();
    for (int i = 0; i < edges.length; i++) {
      if (Arrays.binarySearch(atoms, edges[i]) >= 0) {
        add(edges[i], profile.histogram().counts().at(bins.cellOf(edges[i])));
      }
      if (i + 1 < edges.length && Math.nextUp(edges[i]) < edges[i + 1]) {
        int cell = bins.cellOf(Math.nextUp(edges[i]));
        spread(edges[i], edges[i + 1], profile.histogram().counts().at(cell));
      }
    }
  }

  private void add(double value, double count) {
    int slot = (int) Math.floor((value - from) / width);
    if (value >= from && slot <= counts.length) {
      counts[Math.min(slot, counts.length - 1)] += count;
    }
  }

  private void spread(double low, double high, double count) {
    for (int i = 0; i < counts.length; i++) {
      double overlap = Math.min(high, from + (i + 1) * width) - Math.max(low, from + i * width);
      if (overlap > 0) {
        counts[i] += count * overlap / (high - low);
      }
    }
  }
}
