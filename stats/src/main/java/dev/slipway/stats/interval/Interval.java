package dev.slipway.stats.interval;

/// A range that holds the true value with the confidence it was made for.
public record Interval(double low, double high) {
  public Interval {
    if (low > high) {
      throw new IllegalArgumentException("interval from %s to %s".formatted(low, high));
    }
  }

  public boolean contains(double value) {
    return low <= value && value <= high;
  }

  public double width() {
    return high - low;
  }
}
