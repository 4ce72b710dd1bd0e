package dev.slipway.lifecycle.release;

import org.apache.commons.numbers.gamma.LogBeta;
import org.apache.commons.numbers.gamma.RegularizedBeta;

/// Evidence that rare events (failures) happen more often per request in the candidate than `maxRatio`
/// times as often as in the baseline.
///
/// Given that an event happened, it is the candidate's with the chance `w' = w r / (w r + 1 - w)`, where
/// `w` is the candidate's share of the traffic and `r` the ratio of the rates, whatever the rates are and
/// however they move together. The e-value is the likelihood of the events' arms averaged over a uniform
/// prior on the chances above `w'`, divided by that at `w'`. It is exact and one-sided, and looking at it
/// at any time is allowed.
final class EventRatio {
  private EventRatio() {}

  /// The natural logarithm of the e-value after `events` failures, of which `candidate` in the candidate.
  static double logE(long candidate, long events, double share, double maxRatio) {
    double w = share * maxRatio / (share * maxRatio + 1 - share);
    double a = 1.0 + candidate;
    double b = 1.0 + events - candidate;
    double mixed = LogBeta.value(a, b) + Math.log(RegularizedBeta.complement(w, a, b));
    double prior = Math.log(1 - w);
    double atBound = candidate * Math.log(w) + (events - candidate) * Math.log1p(-w);
    return mixed - prior - atBound;
  }
}
