package dev.slipway.stats.sequential;

/// What was seen of one arm of a comparison.
///
/// @param variance the sample variance (divided by `count - 1`)
public record Arm(long count, double mean, double variance) {
  /// From the sum of the values and the sum of their squares.
  public static Arm ofSums(long count, double sum, double sumOfSquares) {
    double mean = count == 0 ? 0 : sum / count;
    double variance = count < 2 ? 0 : Math.max(0, sumOfSquares - sum * mean) / (count - 1);
    return new Arm(count, mean, variance);
  }

  public double sum() {
    return mean * count;
  }
}
