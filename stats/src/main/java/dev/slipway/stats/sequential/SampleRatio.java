package dev.slipway.stats.sequential;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.apache.commons.numbers.gamma.LogGamma;

/// An anytime-valid test whether traffic was split as intended; where it was not, the split is broken and
/// nothing else can be concluded from it. (Lindon and Malek, "Anytime-valid inference for multinomial count
/// data", NeurIPS 2022.)
public final class SampleRatio {
  private static final double CONCENTRATION = 10_000;
  private static final double BLOCK_AT = Math.log(1_000);
  private static final double NEGLIGIBLE = 0.005;

  private final double[] shares;

  /// @param shares intended for each arm, summing to 1
  public SampleRatio(double... shares) {
    double sum = Arrays.stream(shares).sum();
    if (shares.length < 2
        || Arrays.stream(shares).anyMatch(s -> !(s > 0))
        || Math.abs(sum - 1) > 1e-9) {
      throw new IllegalArgumentException(
          "shares must be positive and sum to 1: " + Arrays.toString(shares));
    }
    this.shares = shares.clone();
  }

  /// The logarithm of the e-value against the intended split.
  public double logE(long... counts) {
    if (counts.length != shares.length) {
      throw new IllegalArgumentException(
          "%d counts for %d arms".formatted(counts.length, shares.length));
    }
    double total = LongStream.of(counts).sum();
    double log = LogGamma.value(CONCENTRATION) - LogGamma.value(CONCENTRATION + total);
    for (int i = 0; i < counts.length; i++) {
      double prior = CONCENTRATION * shares[i];
      log +=
          LogGamma.value(prior + counts[i])
              - LogGamma.value(prior)
              - counts[i] * Math.log(shares[i]);
    }
    return log;
  }

  /// Whether decisions are to stop: the split is surely wrong, and by more than half a percent of a share.
  public boolean broken(long... counts) {
    double total = LongStream.of(counts).sum();
    boolean matters = false;
    for (int i = 0; i < counts.length; i++) {
      matters |= Math.abs(counts[i] / total - shares[i]) / shares[i] > NEGLIGIBLE;
    }
    return matters && logE(counts) >= BLOCK_AT;
  }
}
