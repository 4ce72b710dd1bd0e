package dev.slipway.core.profile;

import dev.slipway.core.table.ColumnType;
import dev.slipway.core.table.Table;

/// Holds every distinct number of a training column with its count, because the bins follow from all of
/// them. Its memory grows with the distinct values, not with the rows.
final class TrainingNumbers implements Counter {
  private final ValueCounts finite = new ValueCounts();
  private final ValueCounts others = new ValueCounts();

  void add(double cell) {
    if (Double.isFinite(cell)) {
      finite.add(cell == 0 ? 0 : cell, 1);
    } else {
      others.add(Double.isNaN(cell) && !Table.isNull(cell) ? Double.NaN : cell, 1);
    }
  }

  void merge(TrainingNumbers other) {
    finite.addAll(other.finite);
    others.addAll(other.others);
  }

  @Override
  public NumberProfile profile(String name, ColumnType type) {
    NumberCounter counter = new NumberCounter(Bins.of(finite), Tails.of(finite), type);
    for (double value : finite.sorted()) {
      counter.add(value, finite.count(value));
    }
    others.forEach(counter::add);
    return counter.profile(name, type);
  }
}
