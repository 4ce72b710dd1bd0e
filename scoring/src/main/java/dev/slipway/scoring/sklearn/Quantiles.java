package dev.slipway.scoring.sklearn;

import dev.slipway.core.model.Rows;
import dev.slipway.scoring.column.ColumnOperation;

/// The QuantileTransformer: each number becomes its place among the quantiles of training, or the point of
/// the normal distribution at that place.
final class Quantiles {
  private Quantiles() {}

  static Step transform(Estimator transformer, Frame in, Reading reading) {
    double[] places = transformer.doubles("references_", reading);
    double[][] quantiles = transformer.matrix("quantiles_", reading);
    String distribution = transformer.text("output_distribution", "uniform");
    if (!distribution.equals("uniform") && !distribution.equals("normal")) {
      throw transformer.unsupported("output_distribution", distribution);
    }
    if (quantiles.length == 0 || quantiles.length != places.length) {
      throw Refusal.corrupt(
          "%s has %d quantiles for %d places"
              .formatted(transformer.name(), quantiles.length, places.length));
    }
    in.expect(quantiles[0].length, transformer);
    double[][] ofColumn = new double[in.width()][places.length];
    for (int q = 0; q < places.length; q++) {
      for (int c = 0; c < in.width(); c++) {
        ofColumn[c][q] = quantiles[q][c];
      }
    }
    return new Step(
        new Place(in.positions(), ofColumn, places, distribution.equals("normal")), in.mapped());
  }

  /// @param quantiles ascending, for each column
  /// @param places of the quantiles, from 0 to 1
  private record Place(int[] from, double[][] quantiles, double[] places, boolean normal)
      implements ColumnOperation {
    /// How close to the ends a number counts as lying at them.
    private static final double NEAR = 1e-7;

    private static final double LOWEST = NormalQuantile.of(NEAR - Math.ulp(1.0));
    private static final double HIGHEST = NormalQuantile.of(1 - (NEAR - Math.ulp(1.0)));

    @Override
    public int width() {
      return from.length;
    }

    @Override
    public void apply(Rows in, Rows out, int at) {
      for (int r = 0; r < in.size(); r++) {
        for (int i = 0; i < from.length; i++) {
          double x = in.number(r, from[i]);
          out.number(r, at + i, Double.isNaN(x) ? x : place(x, quantiles[i]));
        }
      }
    }

    private double place(double x, double[] among) {
      double least = among[0];
      double greatest = among[among.length - 1];
      double place;
      if (normal ? x - NEAR < least : x == least) {
        place = 0;
      } else if (normal ? x + NEAR > greatest : x == greatest) {
        place = 1;
      } else {
        // Equal quantiles are a step; from the left and from the right it ends at different places.
        place = 0.5 * (fromLeft(x, among) + fromRight(x, among));
      }
      return normal ? Math.min(Math.max(NormalQuantile.of(place), LOWEST), HIGHEST) : place;
    }

    /// Interpolates behind the last quantile that is not above `x`.
    private double fromLeft(double x, double[] among) {
      int last = among.length - 1;
      if (x > among[last]) {
        return places[last];
      }
      if (x < among[0]) {
        return places[0];
      }
      int j = last(x, among, false);
      if (j == last || among[j] == x) {
        return places[j];
      }
      double slope = (places[j + 1] - places[j]) / (among[j + 1] - among[j]);
      return slope * (x - among[j]) + places[j];
    }

    /// Interpolates before the first quantile that is not below `x`.
    private double fromRight(double x, double[] among) {
      int last = among.length - 1;
      if (x > among[last]) {
        return places[last];
      }
      if (x < among[0]) {
        return places[0];
      }
      int j = last(x, among, true) + 1;
      if (j == 0 || among[j] == x) {
        return places[j];
      }
      double slope = (places[j] - places[j - 1]) / (among[j] - among[j - 1]);
      return slope * (x - among[j]) + places[j];
    }

    /// The last quantile that is below `x`, or also at it; -1 where there is none.
    private static int last(double x, double[] among, boolean below) {
      int low = -1;
      int high = among.length;
      while (high - low > 1) {
        int middle = (low + high) >>> 1;
        if (below ? among[middle] < x : among[middle] <= x) {
          low = middle;
        } else {
          high = middle;
        }
      }
      return low;
    }
  }
}
