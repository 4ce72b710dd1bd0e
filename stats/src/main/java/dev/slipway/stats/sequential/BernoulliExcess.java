package dev.slipway.stats.sequential;

import org.apache.commons.numbers.gamma.LogBeta;
import org.apache.commons.numbers.gamma.RegularizedBeta;

/// An e-process against "each trial succeeds with probability at most `limit`": the likelihood ratio to
/// `limit`, averaged over a Beta prior of the success probability that is cut off below `limit`.
///
/// Under the hypothesis it exceeds `1 / alpha` at any time with probability at most `alpha`, also where the
/// probability varies from trial to trial below the limit. (Robbins, "Statistical methods related to the
/// law of the iterated logarithm", Annals of Mathematical Statistics 41, 1970.)
final class BernoulliExcess {
  private static final double UNDERFLOW = 1e-250;

  private final double limit;
  private final double a;
  private final double b;
  private final double logPrior;

  private BernoulliExcess(double limit, double concentration) {
    if (!(limit > 0 && limit < 1)) {
      throw new IllegalArgumentException("a limit lies between 0 and 1, not " + limit);
    }
    this.limit = limit;
    this.a = concentration * limit;
    this.b = concentration * (1 - limit);
    this.logPrior = LogBeta.value(a, b) + Math.log(RegularizedBeta.complement(limit, a, b));
  }

  /// The prior under which an answer comes soonest around `trials` trials.
  static BernoulliExcess planned(double limit, double trials, double alpha) {
    return new BernoulliExcess(limit, DifferenceSequence.mixture(trials, alpha));
  }

  /// The logarithm of the e-value after so many successes and failures, in any order.
  double logE(double successes, double failures) {
    double x = a + successes;
    double y = b + failures;
    double tail = RegularizedBeta.complement(limit, x, y);
    if (tail > UNDERFLOW) {
      return LogBeta.value(x, y)
          + Math.log(tail)
          - logPrior
          - successes * Math.log(limit)
          - failures * Math.log1p(-limit);
    }
    // The posterior lies far below the limit. Its density falls there at least as fast as its
    // tangent on
    // a logarithmic scale, which bounds the tail from above; the likelihood at the limit cancels.
    double slope = (y - 1) / (1 - limit) - Math.max(0, x - 1) / limit;
    return (a - 1) * Math.log(limit) + (b - 1) * Math.log1p(-limit) - Math.log(slope) - logPrior;
  }

  /// The least number of successes in so many trials at which the e-value reaches `1 / alpha`; one more
  /// than there are trials where none does.
  long threshold(long trials, double alpha) {
    long low = (long) Math.floor(limit * trials);
    long high = trials + 1;
    while (low < high) {
      long middle = low + (high - low) / 2;
      if (logE((double) middle, (double) (trials - middle)) >= -Math.log(alpha)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
