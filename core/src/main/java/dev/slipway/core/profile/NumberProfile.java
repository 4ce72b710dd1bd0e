package dev.slipway.core.profile;

import dev.slipway.core.table.ColumnType;
import java.util.Optional;

/// The summary of a column of numbers, times or booleans.
///
/// @param range least and greatest finite value
/// @param tails extreme values of training, which this column is compared with as with its bins
/// @param sum exact sum of the finite values
/// @param sumOfSquares exact sum of their squares, each square rounded once
/// @param negative magnitudes of the finite values below zero
/// @param positive magnitudes of the finite values above zero
/// @param hoursOfWeek for times, how many fell into each hour of the week in UTC, Monday 0:00 first;
///     else empty
public record NumberProfile(
    String name,
    ColumnType type,
    NumberCounts counts,
    Optional<Range> range,
    Tails tails,
    ExactSum sum,
    ExactSum sumOfSquares,
    AnchoredHistogram histogram,
    Magnitudes negative,
    Magnitudes positive,
    Tally hoursOfWeek)
    implements ColumnProfile {
  static final int HOURS_OF_WEEK = 168;

  public NumberProfile {
    if (histogram.counts().total() != counts.finite()
        || (hoursOfWeek.size() != 0 && hoursOfWeek.size() != HOURS_OF_WEEK)
        || range.isEmpty() != (counts.finite() == 0)) {
      throw new IllegalArgumentException(
          "the counts of column '" + name + "' contradict each other");
    }
  }

  /// The least and the greatest value.
  public record Range(double min, double max) {
    Range merge(Range other) {
      return new Range(Math.min(min, other.min), Math.max(max, other.max));
    }
  }

  @Override
  public long count() {
    return counts.cells();
  }

  @Override
  public long nulls() {
    return counts.nulls();
  }

  @Override
  public double missingRate() {
    return count() == 0 ? 0 : (double) (counts.nulls() + counts.nans()) / count();
  }

  /// NaN where there is no finite value.
  public double mean() {
    return sum.doubleValue() / counts.finite();
  }

  /// The population variance, from the exact sums; NaN where there is no finite value.
  public double variance() {
    ExactSum n = ExactSum.of(counts.finite());
    double scaled = sumOfSquares.times(n).minus(sum.times(sum)).doubleValue();
    return Math.max(0, scaled / counts.finite() / counts.finite());
  }

  public double standardDeviation() {
    return Math.sqrt(variance());
  }

  /// The value below which the share `q` of the finite values lies, to the width of a bucket of
  /// [Magnitudes]; NaN where there is none.
  public double quantile(double q) {
    if (range.isEmpty()) {
      return Double.NaN;
    }
    long rank = Math.max(1, (long) Math.ceil(q * counts.finite()));
    double value = 0;
    long seen = 0;
    for (int i = negative.counts().size() - 1; i >= 0 && seen < rank; i--) {
      seen += negative.counts().at(i);
      value = -negative.middle(i);
    }
    if (seen < rank) {
      seen += counts.zeros();
      value = 0;
    }
    for (int i = 0; i < positive.counts().size() && seen < rank; i++) {
      seen += positive.counts().at(i);
      value = positive.middle(i);
    }
    return Math.clamp(value, range.get().min(), range.get().max());
  }

  @Override
  public NumberProfile merge(ColumnProfile other) {
    if (!(other instanceof NumberProfile that)
        || !name.equals(that.name)
        || type != that.type
        || !tails.equals(that.tails)
        || !histogram.bins().equals(that.histogram.bins())) {
      throw ColumnProfile.mismatch(this, other);
    }
    return new NumberProfile(
        name,
        type,
        counts.plus(that.counts),
        range.isPresent() && that.range.isPresent()
            ? Optional.of(range.get().merge(that.range.get()))
            : range.or(that::range),
        tails,
        sum.plus(that.sum),
        sumOfSquares.plus(that.sumOfSquares),
        new AnchoredHistogram(histogram.bins(), histogram.counts().plus(that.histogram.counts())),
        negative.merge(that.negative),
        positive.merge(that.positive),
        hoursOfWeek.plus(that.hoursOfWeek));
  }

  void write(CanonicalJson json) {
    json.field("name", name);
    json.field("type", type.name());
    json.name("counts").object();
    counts.write(json);
    json.end();
    range.ifPresent(r -> {
      json.name("min").value(r.min);
      json.name("max").value(r.max);
    });
    tails.write(json);
    json.field("sum", sum.toString());
    json.field("sum_of_squares", sumOfSquares.toString());
    json.field("edges", histogram.bins().edges());
    json.field("atoms", histogram.bins().atoms());
    json.field("bins", histogram.counts());
    write(json, "negative", negative);
    write(json, "positive", positive);
    if (hoursOfWeek.size() > 0) {
      json.field("hours_of_week", hoursOfWeek);
    }
  }

  private static void write(CanonicalJson json, String name, Magnitudes magnitudes) {
    json.name(name).object();
    json.field("shift", magnitudes.shift());
    json.field("first", magnitudes.first());
    json.field("counts", magnitudes.counts());
    json.end();
  }
}
