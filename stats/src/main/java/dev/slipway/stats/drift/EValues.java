package dev.slipway.stats.drift;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// Evidence as e-values: nonnegative numbers whose mean is at most 1 if nothing is wrong, so that 1000
/// happens by chance at most once in a thousand times. (Vovk and Wang, "E-values: calibration, combination
/// and applications", Annals of Statistics 49, 2021.)
public final class EValues {
  private EValues() {}

  /// `1 / (2 sqrt p)`, which is an e-value for any valid p-value. Bounded by 1e150.
  public static double fromP(double p) {
    return 1 / (2 * Math.sqrt(Math.max(p, 1e-300)));
  }

  /// The mean, weighted; an e-value however the single ones depend on each other. Weights need not sum
  /// to 1; where all are 0, they count alike.
  public static double mean(double[] eValues, double[] weights) {
    double weight = Arrays.stream(weights).sum();
    double sum = 0;
    for (int i = 0; i < eValues.length; i++) {
      sum += eValues[i] * (weight > 0 ? weights[i] / weight : 1.0 / eValues.length);
    }
    return sum;
  }

  /// Which of many to name, so that on average at most the share `alpha` of the named is named wrongly,
  /// under any dependence: the `k` greatest, for the greatest `k` whose `k`-th is at least
  /// `count / (k alpha)`. (Wang and Ramdas, "False discovery rate control with e-values", JRSS B 84, 2022.)
  public static boolean[] named(double[] eValues, double alpha) {
    int[] order =
        IntStream.range(0, eValues.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -eValues[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    boolean[] named = new boolean[eValues.length];
    for (int k = order.length; k >= 1; k--) {
      if (eValues[order[k - 1]] >= order.length / (k * alpha)) {
        for (int i = 0; i < k; i++) {
          named[order[i]] = true;
        }
        break;
      }
    }
    return named;
  }

  /// P-values adjusted for how many there are: what Benjamini and Hochberg's procedure compares with a
  /// false discovery rate. (JRSS B 57, 1995.)
  public static double[] adjusted(double[] pValues) {
    int count = pValues.length;
    int[] order =
        IntStream.range(0, count)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> pValues[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] adjusted = new double[count];
    double least = 1;
    for (int k = count; k >= 1; k--) {
      least = Math.min(least, pValues[order[k - 1]] * count / k);
      adjusted[order[k - 1]] = least;
    }
    return adjusted;
  }
}
