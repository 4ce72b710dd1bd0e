package dev.slipway.core.profile;

import java.util.Arrays;
import java.util.stream.LongStream;

/// An immutable sequence of counts, one for each cell of a histogram.
public final class Tally {
  private static final Tally NONE = new Tally(new long[0]);

  private final long[] counts;

  private Tally(long[] counts) {
    this.counts = counts;
  }

  public static Tally none() {
    return NONE;
  }

  public static Tally of(long... counts) {
    for (long count : counts) {
      if (count < 0) {
        throw new IllegalArgumentException("a count cannot be negative: " + count);
      }
    }
    return new Tally(counts.clone());
  }

  /// Without the zeros at the end, so that equal histograms of unbounded length are equal.
  static Tally trimmed(long[] counts) {
    int length = counts.length;
    while (length > 0 && counts[length - 1] == 0) {
      length--;
    }
    return new Tally(Arrays.copyOf(counts, length));
  }

  public int size() {
    return counts.length;
  }

  public long at(int cell) {
    return counts[cell];
  }

  public long total() {
    return LongStream.of(counts).sum();
  }

  /// Cell by cell; the shorter counts as zero beyond its end.
  public Tally plus(Tally other) {
    long[] sum = Arrays.copyOf(counts, Math.max(counts.length, other.counts.length));
    for (int i = 0; i < other.counts.length; i++) {
      sum[i] += other.counts[i];
    }
    return new Tally(sum);
  }

  public long[] toArray() {
    return counts.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tally that && Arrays.equals(counts, that.counts);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(counts);
  }

  @Override
  public String toString() {
    return Arrays.toString(counts);
  }
}
