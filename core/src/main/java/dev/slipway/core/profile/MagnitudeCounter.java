package dev.slipway.core.profile;

/// Counts positive numbers into [Magnitudes]. The buckets stand in a ring, so that only coarsening moves
/// them.
final class MagnitudeCounter {
  private static final int RING = 512;

  private long[] ring = new long[RING];
  private int shift;
  private long low = Long.MAX_VALUE;
  private long high = -1;

  void add(double value, long times) {
    addBits(Double.doubleToRawLongBits(value), 0, times);
  }

  void add(Magnitudes other) {
    for (int i = 0; i < other.counts().size(); i++) {
      if (other.counts().at(i) > 0) {
        addBits(other.first() + i, other.shift(), other.counts().at(i));
      }
    }
  }

  Magnitudes magnitudes() {
    if (high < 0) {
      return Magnitudes.NONE;
    }
    long[] counts = new long[(int) (high - low) + 1];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = ring[(int) (low + i) & (RING - 1)];
    }
    return new Magnitudes(shift, low, Tally.of(counts));
  }

  private void addBits(long bits, int bitsShift, long times) {
    if (bitsShift > shift) {
      coarsen(bitsShift - shift);
    }
    long bucket = bits >>> (shift - bitsShift);
    if (bucket < low || bucket > high) {
      bucket = widen(bucket);
    }
    ring[(int) bucket & (RING - 1)] += times;
  }

  private long widen(long bucket) {
    long newLow = Math.min(low, bucket);
    long newHigh = Math.max(high, bucket);
    int by = 0;
    while ((newHigh >>> by) - (newLow >>> by) >= Magnitudes.MAX_BUCKETS) {
      by++;
    }
    if (by > 0) {
      coarsen(by);
    }
    low = newLow >>> by;
    high = newHigh >>> by;
    return bucket >>> by;
  }

  private void coarsen(int by) {
    long[] coarser = new long[RING];
    for (long i = low; i <= high; i++) {
      coarser[(int) (i >>> by) & (RING - 1)] += ring[(int) i & (RING - 1)];
    }
    ring = coarser;
    shift += by;
    if (high >= 0) {
      low >>>= by;
      high >>>= by;
    }
  }
}
