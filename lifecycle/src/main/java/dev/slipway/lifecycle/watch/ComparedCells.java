package dev.slipway.lifecycle.watch;

import dev.slipway.core.profile.AlignedCounts;
import dev.slipway.core.profile.ColumnProfile;
import dev.slipway.core.profile.NumberProfile;
import dev.slipway.core.profile.TextProfile;
import dev.slipway.core.table.ColumnType;
import dev.slipway.core.watch.ColumnDrift;
import dev.slipway.stats.drift.DriftResult;
import dev.slipway.stats.drift.DriftTest;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The cells in which a column of live traffic is compared with training.
///
/// Times always move on, so it is not their position that is compared but their hour of the week; and that
/// only once the traffic's times span [#WEEKS], since any single day differs from a week. Their position
/// counts only once the model is stale: when most of the traffic lies further behind the last time it
/// learned from than the whole stretch of time it learned from is long.
///
/// @param ordered whether the cells lie on an axis
/// @param scale the training rows' standard deviation, for distances along the axis
/// @param comparable false where the live side cannot be representative yet
record ComparedCells(
    List<String> labels,
    double[] positions,
    long[] reference,
    long[] live,
    boolean ordered,
    double scale,
    boolean comparable) {
  static final Duration WEEKS = Duration.ofDays(14);
  private static final int HOURS = 24;

  static ComparedCells of(ColumnProfile reference, ColumnProfile live) {
    if (reference instanceof NumberProfile before
        && live instanceof NumberProfile now
        && before.type() == ColumnType.DATETIME) {
      return stale(before, now).orElseGet(() -> hoursOfWeek(before, now));
    }
    AlignedCounts aligned = AlignedCounts.of(reference, live);
    double scale =
        switch (reference) {
          case NumberProfile number -> number.standardDeviation();
          case TextProfile _ -> 0;
        };
    return new ComparedCells(
        aligned.labels(),
        aligned.positions().stream().mapToDouble(Double::doubleValue).toArray(),
        aligned.reference().toArray(),
        aligned.current().toArray(),
        reference instanceof NumberProfile,
        Double.isFinite(scale) ? scale : 0,
        true);
  }

  /// Two cells, the times for which the model can be expected to hold and the later ones; empty where most
  /// of the traffic lies in the first.
  private static Optional<ComparedCells> stale(NumberProfile before, NumberProfile now) {
    if (before.range().isEmpty() || now.range().isEmpty()) {
      return Optional.empty();
    }
    NumberProfile.Range learned = before.range().get();
    double bound = learned.max() + (learned.max() - learned.min());
    if (now.quantile(0.5) <= bound) {
      return Optional.empty();
    }
    long rows = now.count() - now.nulls();
    long later = now.range().get().min() > bound ? rows : Math.round(rows * shareAbove(now, bound));
    return Optional.of(
        new ComparedCells(
            List.of("until " + day(bound), "later"),
            new double[] {0, 1},
            new long[] {before.count() - before.nulls(), 0},
            new long[] {rows - later, later},
            false,
            0,
            true));
  }

  private static double shareAbove(NumberProfile times, double bound) {
    double low = 0;
    double high = 1;
    for (int step = 0; step < 20; step++) {
      double middle = (low + high) / 2;
      if (times.quantile(middle) > bound) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return 1 - high;
  }

  private static String day(double epochMillis) {
    return Instant.ofEpochMilli((long) epochMillis).toString().substring(0, 10);
  }

  private static ComparedCells hoursOfWeek(NumberProfile before, NumberProfile now) {
    int hours = DayOfWeek.values().length * HOURS;
    List<String> labels = new ArrayList<>();
    double[] positions = new double[hours];
    long[] reference = new long[hours];
    long[] live = new long[hours];
    for (int hour = 0; hour < hours; hour++) {
      DayOfWeek day = DayOfWeek.of(1 + hour / HOURS);
      labels.add(
          "%s %02d:00"
              .formatted(day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH), hour % HOURS));
      positions[hour] = hour;
      reference[hour] = hour < before.hoursOfWeek().size() ? before.hoursOfWeek().at(hour) : 0;
      live[hour] = hour < now.hoursOfWeek().size() ? now.hoursOfWeek().at(hour) : 0;
    }
    boolean spansWeeks = now.range().filter(r -> r.max() - r.min() >= WEEKS.toMillis()).isPresent();
    return new ComparedCells(labels, positions, reference, live, true, 0, spansWeeks);
  }

  DriftResult test(DriftTest test) {
    if (!comparable) {
      return new DriftResult.Insufficient(total(reference), total(live), test.minRows());
    }
    return ordered
        ? test.ordered(reference, live, positions, scale)
        : test.categories(reference, live);
  }

  List<ColumnDrift.Bin> bins() {
    List<ColumnDrift.Bin> bins = new ArrayList<>();
    for (int i = 0; i < reference.length; i++) {
      bins.add(new ColumnDrift.Bin(labels.get(i), reference[i], live[i]));
    }
    return bins;
  }

  private static long total(long[] counts) {
    return java.util.stream.LongStream.of(counts).sum();
  }
}
