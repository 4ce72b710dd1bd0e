package dev.slipway.lifecycle.release;

import dev.slipway.core.traffic.LatencyHistogram;

/// Between which latencies, in nanoseconds, a quantile lies, valid however often one looks: order
/// statistics whose ranks lie around the quantile's by `f = 1.5 sqrt(q (1 - q) l) + 0.8 l` with
/// `l = (1.4 ln ln 2.1 n + ln(10 / alpha)) / n`. (Howard and Ramdas, "Sequential estimation of quantiles",
/// Bernoulli 28, 2022, theorem 1.) The histogram's buckets widen this by at most an eighth.
///
/// @param high infinite while there are too few requests
record QuantileBounds(double low, double high) {
  private static final long FEW = 10;
  private static final long MANY = 1_000_000;

  static QuantileBounds of(LatencyHistogram latency, double q, double alpha) {
    long n = latency.total();
    if (n < FEW) {
      return new QuantileBounds(0, Double.POSITIVE_INFINITY);
    }
    double f = radius(n, q, alpha);
    return new QuantileBounds(low(latency, q - f), high(latency, q + f));
  }

  /// How many requests it takes until the upper bound is finite.
  static long enough(double q, double alpha) {
    long n = FEW;
    while (n < MANY && q + radius(n, q, alpha) >= 1) {
      n += Math.max(1, n / 50);
    }
    return n;
  }

  private static double radius(long n, double q, double alpha) {
    double l = (1.4 * Math.log(Math.log(2.1 * n)) + Math.log(10 / alpha)) / n;
    return 1.5 * Math.sqrt(q * (1 - q) * l) + 0.8 * l;
  }

  private static double low(LatencyHistogram latency, double share) {
    if (share <= 0) {
      return 0;
    }
    long rank = (long) Math.ceil(share * latency.total());
    long seen = 0;
    for (int b = 0; b < LatencyHistogram.BUCKETS; b++) {
      seen += latency.count(b);
      if (seen >= rank) {
        return b == 0 ? 0 : LatencyHistogram.upperNanos(b - 1);
      }
    }
    return 0;
  }

  private static double high(LatencyHistogram latency, double share) {
    if (share >= 1) {
      return Double.POSITIVE_INFINITY;
    }
    long rank = (long) Math.floor(share * latency.total()) + 1;
    long seen = 0;
    for (int b = 0; b < LatencyHistogram.BUCKETS - 1; b++) {
      seen += latency.count(b);
      if (seen >= rank) {
        return LatencyHistogram.upperNanos(b);
      }
    }
    return Double.POSITIVE_INFINITY;
  }
}
