package dev.slipway.scoring.pmml;

/// The standard normal distribution and the error function, to nearly the last digit: a series of positive
/// terms near zero and a continued fraction in the tails (Abramowitz and Stegun, 7.1.6 and 7.1.14).
final class Normal {
  private static final double NEAR = 3;
  private static final int TERMS = 200;

  private Normal() {}

  static double erf(double x) {
    if (Double.isNaN(x)) {
      return x;
    }
    double size = Math.abs(x);
    double value = size < NEAR ? series(size) : 1 - tail(size);
    return x < 0 ? -value : value;
  }

  static double cumulative(double x) {
    if (Double.isNaN(x)) {
      return x;
    }
    double z = Math.abs(x) / Math.sqrt(2);
    double upper = z < NEAR ? 0.5 - 0.5 * series(z) : 0.5 * tail(z);
    return x < 0 ? upper : 1 - upper;
  }

  static double density(double x) {
    return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }

  private static double series(double x) {
    double term = x;
    double sum = x;
    for (int n = 1; n < TERMS && term > sum * 1e-18; n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
  }

  private static double tail(double x) {
    double fraction = x;
    for (int n = 80; n > 0; n--) {
      fraction = x + n / 2.0 / fraction;
    }
    return Math.exp(-x * x) / Math.sqrt(Math.PI) / fraction;
  }
}
