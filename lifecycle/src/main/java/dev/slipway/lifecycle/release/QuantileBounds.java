package dev.slipway.lifecycle.release;

import dev.slipway.core.traffic.LatencyHistogram;
import dev.slipway.stats.interval.Interval;
import dev.slipway.stats.sequential.QuantileSequence;

/// Between which latencies, in nanoseconds, a quantile lies, however often one looks.
final class QuantileBounds {
  private static final double[] LOWS = new double[LatencyHistogram.BUCKETS];
  private static final double[] HIGHS = new double[LatencyHistogram.BUCKETS];
  private static final long MANY = 1_000_000;

  static {
    for (int b = 0; b < LatencyHistogram.BUCKETS; b++) {
      LOWS[b] = b == 0 ? 0 : LatencyHistogram.upperNanos(b - 1);
      HIGHS[b] =
          b == LatencyHistogram.BUCKETS - 1
              ? Double.POSITIVE_INFINITY
              : LatencyHistogram.upperNanos(b);
    }
  }

  private QuantileBounds() {}

  static Interval of(LatencyHistogram latency, QuantileSequence sequence) {
    long[] counts = new long[LatencyHistogram.BUCKETS];
    for (int b = 0; b < counts.length; b++) {
      counts[b] = latency.count(b);
    }
    return sequence.of(counts, LOWS, HIGHS);
  }

  /// How many requests it takes until the upper bound is finite.
  static long enough(QuantileSequence sequence) {
    long n = 10;
    while (n < MANY
        && Double.isInfinite(
            sequence.of(new long[] {n}, new double[] {0}, new double[] {1}).high())) {
      n += Math.max(1, n / 50);
    }
    return n;
  }
}
