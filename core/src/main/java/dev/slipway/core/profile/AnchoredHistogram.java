package dev.slipway.core.profile;

/// Counts of a column's finite values in bins that were frozen at training time. Histograms over the
/// same bins are compared and added without any error.
public record AnchoredHistogram(Bins bins, Tally counts) {
  public AnchoredHistogram {
    if (counts.size() != bins.size()) {
      throw new IllegalArgumentException(
          "%d counts for %d bins".formatted(counts.size(), bins.size()));
    }
  }

  /// The same values in half as many cells; see [Bins#coarser()].
  public AnchoredHistogram coarser() {
    Bins coarser = bins.coarser();
    int[] into = bins.cellsIn(coarser);
    long[] sums = new long[coarser.size()];
    for (int i = 0; i < into.length; i++) {
      sums[into[i]] += counts.at(i);
    }
    return new AnchoredHistogram(coarser, Tally.of(sums));
  }
}
