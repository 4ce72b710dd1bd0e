package dev.slipway.core.traffic;

import java.util.Arrays;

/// Latencies counted in buckets that grow with the latency, so that a quantile is known within one
/// eighth of its value. Immutable.
///
/// Bucket 0 holds everything below 1,024 ns; above, every doubling is divided into eight buckets of
/// equal width; the last bucket holds everything from about 34 s on. The bounds never change, so
/// histograms of different seconds, versions and replicas add up exactly.
public final class LatencyHistogram {
  private static final int FIRST_POWER = 10;
  private static final int DOUBLINGS = 25;
  private static final int PARTS_POWER = 3;
  private static final int PARTS = 1 << PARTS_POWER;

  public static final int BUCKETS = 1 + DOUBLINGS * PARTS + 1;
  public static final LatencyHistogram EMPTY = of(new long[BUCKETS], 0);

  private final int first;
  private final long[] counts;
  private final long sumNanos;
  private final long total;

  /// Keeps the counts from the first to the last that is not zero.
  private LatencyHistogram(int first, long[] counts, long sumNanos) {
    this.first = first;
    this.counts = counts;
    this.sumNanos = sumNanos;
    this.total = Arrays.stream(counts).sum();
  }

  /// @param counts one for each of the [#BUCKETS]
  public static LatencyHistogram of(long[] counts, long sumNanos) {
    if (counts.length != BUCKETS) {
      throw new IllegalArgumentException(counts.length + " counts for " + BUCKETS + " buckets");
    }
    int first = 0;
    while (first < BUCKETS && counts[first] == 0) {
      first++;
    }
    int end = BUCKETS;
    while (end > first && counts[end - 1] == 0) {
      end--;
    }
    return new LatencyHistogram(first, Arrays.copyOfRange(counts, first, end), sumNanos);
  }

  /// The bucket that a latency falls into.
  public static int bucketOf(long nanos) {
    if (nanos < 1L << FIRST_POWER) {
      return 0;
    }
    int power = 63 - Long.numberOfLeadingZeros(nanos);
    if (power >= FIRST_POWER + DOUBLINGS) {
      return BUCKETS - 1;
    }
    int part = (int) (nanos >>> (power - PARTS_POWER)) & (PARTS - 1);
    return 1 + (power - FIRST_POWER) * PARTS + part;
  }

  /// The least latency, in nanoseconds, that is too great for the bucket; `Long.MAX_VALUE` for the last.
  public static long upperNanos(int bucket) {
    if (bucket == 0) {
      return 1L << FIRST_POWER;
    }
    if (bucket == BUCKETS - 1) {
      return Long.MAX_VALUE;
    }
    int power = FIRST_POWER + (bucket - 1) / PARTS;
    int part = (bucket - 1) % PARTS;
    return (PARTS + part + 1L) << (power - PARTS_POWER);
  }

  public long count(int bucket) {
    int at = bucket - first;
    return at < 0 || at >= counts.length ? 0 : counts[at];
  }

  public long total() {
    return total;
  }

  public long sumNanos() {
    return sumNanos;
  }

  /// How many latencies lie below `nanos`, for a bound that is the upper bound of a bucket; otherwise the
  /// bucket around it is left out.
  public long countBelow(long nanos) {
    long below = 0;
    for (int b = 0; b < BUCKETS && upperNanos(b) <= nanos; b++) {
      below += count(b);
    }
    return below;
  }

  /// An upper bound, in nanoseconds, of the latency that a share `q` of the requests did not exceed; 0 where
  /// there were none.
  public long quantileNanos(double q) {
    if (total == 0) {
      return 0;
    }
    long rank = Math.max(1, (long) Math.ceil(q * total));
    long seen = 0;
    for (int b = 0; b < BUCKETS - 1; b++) {
      seen += count(b);
      if (seen >= rank) {
        return upperNanos(b);
      }
    }
    return upperNanos(BUCKETS - 2);
  }

  public LatencyHistogram plus(LatencyHistogram other) {
    if (other.total == 0) {
      return this;
    }
    long[] sum = new long[BUCKETS];
    addTo(sum);
    other.addTo(sum);
    return of(sum, sumNanos + other.sumNanos);
  }

  private void addTo(long[] sum) {
    for (int i = 0; i < counts.length; i++) {
      sum[first + i] += counts[i];
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LatencyHistogram that
        && first == that.first
        && sumNanos == that.sumNanos
        && Arrays.equals(counts, that.counts);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(counts);
  }

  @Override
  public String toString() {
    return "%d latencies, p50 < %d ns, p99 < %d ns"
        .formatted(total, quantileNanos(0.5), quantileNanos(0.99));
  }
}
