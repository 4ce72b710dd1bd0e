package dev.slipway.stats.drift;

/// Distances between two histograms over the same cells, given as counts.
public final class Distances {
  private Distances() {}

  /// Population stability index `sum (q - p) ln(q / p)`, every count raised by ½ (Jeffreys' prior), so
  /// that an empty cell weighs what its sample size justifies.
  public static double psi(long[] reference, long[] current) {
    double n = total(reference) + reference.length / 2.0;
    double m = total(current) + current.length / 2.0;
    double sum = 0;
    for (int i = 0; i < reference.length; i++) {
      double p = (reference[i] + 0.5) / n;
      double q = (current[i] + 0.5) / m;
      sum += (q - p) * Math.log(q / p);
    }
    return sum;
  }

  /// The Jensen-Shannon distance to base 2, between 0 and 1. (Endres and Schindelin, IEEE Transactions
  /// on Information Theory 49, 2003.)
  public static double jensenShannon(long[] reference, long[] current) {
    double n = total(reference);
    double m = total(current);
    double sum = 0;
    for (int i = 0; i < reference.length; i++) {
      double p = reference[i] / n;
      double q = current[i] / m;
      double middle = (p + q) / 2;
      sum += (p > 0 ? p * Math.log(p / middle) : 0) + (q > 0 ? q * Math.log(q / middle) : 0);
    }
    return Math.sqrt(Math.max(0, sum / 2 / Math.log(2)));
  }

  /// The Hellinger distance, between 0 and 1.
  public static double hellinger(long[] reference, long[] current) {
    double n = total(reference);
    double m = total(current);
    double sum = 0;
    for (int i = 0; i < reference.length; i++) {
      double root = Math.sqrt(reference[i] / n) - Math.sqrt(current[i] / m);
      sum += root * root;
    }
    return Math.sqrt(sum / 2);
  }

  /// The greatest difference of a cell's share (L-infinity).
  public static double greatest(long[] reference, long[] current) {
    double n = total(reference);
    double m = total(current);
    double greatest = 0;
    for (int i = 0; i < reference.length; i++) {
      greatest = Math.max(greatest, Math.abs(reference[i] / n - current[i] / m));
    }
    return greatest;
  }

  /// The Kolmogorov-Smirnov distance at the boundaries of ordered cells: at most the true one, and short
  /// of it by no more than a cell's mass.
  public static double kolmogorovSmirnov(long[] reference, long[] current) {
    double n = total(reference);
    double m = total(current);
    long below = 0;
    long belowNow = 0;
    double greatest = 0;
    for (int i = 0; i < reference.length; i++) {
      below += reference[i];
      belowNow += current[i];
      greatest = Math.max(greatest, Math.abs(below / n - belowNow / m));
    }
    return greatest;
  }

  /// The Wasserstein-1 distance where the mass of each ordered cell sits at its position, in units of
  /// `scale` (the reference's standard deviation). 0 where `scale` is 0.
  public static double wasserstein(
      long[] reference, long[] current, double[] positions, double scale) {
    if (scale == 0) {
      return 0;
    }
    double n = total(reference);
    double m = total(current);
    long below = 0;
    long belowNow = 0;
    double sum = 0;
    for (int i = 0; i + 1 < reference.length; i++) {
      below += reference[i];
      belowNow += current[i];
      sum += Math.abs(below / n - belowNow / m) * (positions[i + 1] - positions[i]);
    }
    return sum / scale;
  }

  /// Pearson's chi-square statistic of the two-row contingency table; empty cells are passed over.
  public static double chiSquare(long[] reference, long[] current) {
    double n = total(reference);
    double m = total(current);
    double sum = 0;
    for (int i = 0; i < reference.length; i++) {
      double column = reference[i] + current[i];
      if (column > 0) {
        double expected = column * n / (n + m);
        double expectedNow = column * m / (n + m);
        sum +=
            square(reference[i] - expected) / expected
                + square(current[i] - expectedNow) / expectedNow;
      }
    }
    return sum;
  }

  static long total(long[] counts) {
    long total = 0;
    for (long count : counts) {
      total += count;
    }
    return total;
  }

  private static double square(double x) {
    return x * x;
  }
}
