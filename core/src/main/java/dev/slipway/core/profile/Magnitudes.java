package dev.slipway.core.profile;

/// A histogram of positive numbers whose buckets widen with the number, so that quantiles have a
/// bounded relative error whatever the range.
///
/// A double's bit pattern rises with its value and its leading bits are its logarithm, nearly; bucket `i`
/// holds the values whose bits, shifted right by `shift`, are `first + i`. The shift is the least at which
/// everything fits into 320 buckets, and coarsening is one more shift: the histogram depends only on the
/// values, never on their order.
public record Magnitudes(int shift, long first, Tally counts) {
  static final int MAX_BUCKETS = 320;
  public static final Magnitudes NONE = new Magnitudes(0, 0, Tally.none());

  public Magnitudes {
    if (shift < 0
        || shift > 62
        || first < 0
        || counts.size() > MAX_BUCKETS
        || first > (Long.MAX_VALUE >>> shift) - counts.size()) {
      throw new IllegalArgumentException(
          "no histogram of magnitudes: shift %d, first %d, %d buckets"
              .formatted(shift, first, counts.size()));
    }
  }

  Magnitudes merge(Magnitudes other) {
    MagnitudeCounter counter = new MagnitudeCounter();
    counter.add(this);
    counter.add(other);
    return counter.magnitudes();
  }

  /// The middle of a bucket.
  double middle(int bucket) {
    double low = Double.longBitsToDouble((first + bucket) << shift);
    double high = Double.longBitsToDouble(((first + bucket + 1) << shift) - 1);
    return low + (high - low) / 2;
  }
}
