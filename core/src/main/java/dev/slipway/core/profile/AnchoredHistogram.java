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

  /// An edge that the `q`-quantile of the values is not below, as great as the cells tell; NaN where there is
  /// no edge.
  public double quantileAtLeast(double q) {
    double[] edges = bins.edges();
    double found = edges.length == 0 ? Double.NaN : edges[0];
    for (int i = 0; i < edges.length && before(bins.firstCellAt(i)) <= q * counts.total(); i++) {
      found = edges[i];
    }
    return found;
  }

  /// An edge that the `q`-quantile of the values is not above, as little as the cells tell; NaN where there is
  /// no edge.
  public double quantileAtMost(double q) {
    double[] edges = bins.edges();
    int i = 0;
    while (i < edges.length - 1 && before(bins.cellAfter(i)) < q * counts.total()) {
      i++;
    }
    return edges.length == 0 ? Double.NaN : edges[i];
  }

  private long before(int cell) {
    long seen = 0;
    for (int i = 0; i < cell; i++) {
      seen += counts.at(i);
    }
    return seen;
  }
}
