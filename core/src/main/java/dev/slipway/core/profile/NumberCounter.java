package dev.slipway.core.profile;

import dev.slipway.core.table.ColumnType;
import dev.slipway.core.table.Table;
import java.util.Optional;

/// Counts numbers into frozen bins. Adding a number allocates nothing.
final class NumberCounter implements Counter {
  private static final double MILLIS_PER_HOUR = 3_600_000;

  /// 1970-01-01 was a Thursday; Monday 0:00 is hour 0.
  private static final long EPOCH_HOUR = 72;

  private final Bins bins;
  private final Tails tails;
  private final boolean times;
  private final long[] cells;
  private final long[] hours;
  private final ExactSummer sum = new ExactSummer();
  private final ExactSummer sumOfSquares = new ExactSummer();
  private final MagnitudeCounter negative = new MagnitudeCounter();
  private final MagnitudeCounter positive = new MagnitudeCounter();
  private long count;
  private long nulls;
  private long nans;
  private long positiveInfinities;
  private long negativeInfinities;
  private long zeros;
  private long negatives;
  private long integers;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;

  NumberCounter(Bins bins, Tails tails, ColumnType type) {
    this.bins = bins;
    this.tails = tails;
    this.times = type == ColumnType.DATETIME;
    this.cells = new long[bins.size()];
    this.hours = new long[times ? NumberProfile.HOURS_OF_WEEK : 0];
  }

  void add(double cell, long repeated) {
    count += repeated;
    if (Double.isFinite(cell)) {
      addFinite(cell, repeated);
    } else if (Table.isNull(cell)) {
      nulls += repeated;
    } else if (Double.isNaN(cell)) {
      nans += repeated;
    } else if (cell > 0) {
      positiveInfinities += repeated;
    } else {
      negativeInfinities += repeated;
    }
  }

  private void addFinite(double value, long repeated) {
    if (value == 0) {
      value = 0; // -0.0 too
      zeros += repeated;
    } else {
      sum.add(value, repeated);
      sumOfSquares.add(Math.min(value * value, Double.MAX_VALUE), repeated);
      if (value < 0) {
        negatives += repeated;
        negative.add(-value, repeated);
      } else {
        positive.add(value, repeated);
      }
    }
    if (value == Math.rint(value)) {
      integers += repeated;
    }
    min = Math.min(min, value);
    max = Math.max(max, value);
    cells[bins.cellOf(value)] += repeated;
    if (times) {
      long hour = (long) Math.floor(value / MILLIS_PER_HOUR) + EPOCH_HOUR;
      hours[(int) Math.floorMod(hour, (long) NumberProfile.HOURS_OF_WEEK)] += repeated;
    }
  }

  @Override
  public NumberProfile profile(String name, ColumnType type) {
    return new NumberProfile(
        name,
        type,
        new NumberCounts(
            count, nulls, nans, positiveInfinities, negativeInfinities, zeros, negatives, integers),
        min <= max ? Optional.of(new NumberProfile.Range(min, max)) : Optional.empty(),
        tails,
        sum.sum(),
        sumOfSquares.sum(),
        new AnchoredHistogram(bins, Tally.of(cells)),
        negative.magnitudes(),
        positive.magnitudes(),
        Tally.of(hours));
  }
}
