package dev.slipway.scoring.sklearn;

/// The B-splines of one degree over a row of knots, by the recursion of Cox and de Boor.
///
/// @param bases how many there are: `knots.length - degree - 1`
record BasisSpline(int degree, double[] knots, int bases) {
  /// Writes the values of the `degree + 1` splines that are not 0 at `x`, and gives the first of them.
  /// Outside of the knots, the polynomials at the ends go on.
  int values(double x, double[] values) {
    int interval = interval(x);
    values(x, interval, degree, values);
    return interval - degree;
  }

  /// Writes the slopes of the same splines.
  void slopes(double x, double[] slopes) {
    int interval = interval(x);
    values(x, interval, degree - 1, slopes);
    // The slope of a spline is a difference of two of one degree less.
    slopes[degree] = 0;
    double left = 0;
    for (int b = 0; b <= degree; b++) {
      int j = interval - degree + b;
      double right = b == degree ? 0 : slopes[b] / (knots[j + 1 + degree] - knots[j + 1]);
      slopes[b] = degree * (left - right);
      left = right;
    }
  }

  private int interval(double x) {
    int interval = degree;
    while (interval < bases - 1 && x >= knots[interval + 1]) {
      interval++;
    }
    return interval;
  }

  private void values(double x, int interval, int upTo, double[] values) {
    values[0] = 1;
    for (int k = 1; k <= upTo; k++) {
      double carried = 0;
      for (int b = 0; b < k; b++) {
        double right = knots[interval + b + 1];
        double left = knots[interval + b + 1 - k];
        double share = right == left ? 0 : values[b] / (right - left);
        values[b] = carried + share * (right - x);
        carried = share * (x - left);
      }
      values[k] = carried;
    }
  }
}
