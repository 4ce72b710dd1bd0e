package dev.slipway.stats.drift;

import dev.slipway.stats.interval.Interval;
import dev.slipway.stats.interval.Rate;

/// How much more (or less) often a column's cells are missing than in the reference.
///
/// @param difference Newcombe's interval for the present rate minus the reference's
public record MissingRate(Rate reference, Rate current, Interval difference) {
  /// A rise of one point counts as too small to matter.
  public static final double MARGIN = 0.01;

  public static MissingRate of(
      long missing, long rows, long currentMissing, long currentRows, double level) {
    Rate reference = new Rate(missing, rows);
    Rate current = new Rate(currentMissing, currentRows);
    return new MissingRate(reference, current, current.minus(reference, level));
  }

  /// Whether the rate surely rose by more than `margin`.
  public boolean rose(double margin) {
    return difference.low() > margin;
  }
}
