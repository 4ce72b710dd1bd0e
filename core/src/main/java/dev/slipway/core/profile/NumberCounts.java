package dev.slipway.core.profile;

/// How many cells of a column of numbers were of which kind.
///
/// @param cells all of them
/// @param nulls cells without a value
/// @param zeros among the finite values; -0.0 is a zero
/// @param negatives among the finite values
/// @param integers finite values without a fraction
public record NumberCounts(
    long cells,
    long nulls,
    long nans,
    long positiveInfinities,
    long negativeInfinities,
    long zeros,
    long negatives,
    long integers) {
  public NumberCounts {
    long least =
        Math.min(
            Math.min(Math.min(nulls, nans), Math.min(positiveInfinities, negativeInfinities)),
            Math.min(Math.min(zeros, negatives), integers));
    long finite = cells - nulls - nans - positiveInfinities - negativeInfinities;
    if (least < 0 || finite < Math.max(integers, zeros + negatives)) {
      throw new IllegalArgumentException("counts of cells that cannot be: " + cells + " in all");
    }
  }

  public long finite() {
    return cells - nulls - nans - positiveInfinities - negativeInfinities;
  }

  NumberCounts plus(NumberCounts other) {
    return new NumberCounts(
        cells + other.cells,
        nulls + other.nulls,
        nans + other.nans,
        positiveInfinities + other.positiveInfinities,
        negativeInfinities + other.negativeInfinities,
        zeros + other.zeros,
        negatives + other.negatives,
        integers + other.integers);
  }

  void write(CanonicalJson json) {
    json.field("cells", cells);
    json.field("nulls", nulls);
    json.field("nans", nans);
    json.field("positive_infinities", positiveInfinities);
    json.field("negative_infinities", negativeInfinities);
    json.field("zeros", zeros);
    json.field("negatives", negatives);
    json.field("integers", integers);
  }
}
