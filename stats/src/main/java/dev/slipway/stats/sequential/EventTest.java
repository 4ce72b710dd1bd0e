package dev.slipway.stats.sequential;

/// An anytime-valid test whether rare events (errors, timeouts) are more frequent in a candidate than in
/// its baseline.
///
/// Of all events, the share `w` falls on a candidate with the share `w` of the traffic if both are alike,
/// whatever the rate of events is and however it moves: an incident that hits both moves nothing. Events
/// must count once per cause (the first of a session, where they come in clusters).
///
/// @param share of the traffic that the candidate gets
/// @param margin how many times as frequent still counts as alike; 1.1 allows a tenth more
public record EventTest(double share, double margin) {
  public static final double DEFAULT_MARGIN = 1.1;
  private static final double PLANNED_EVENTS = 200;
  private static final double PLANNED_ALPHA = 0.01;

  public EventTest {
    if (!(share > 0 && share < 1) || !(margin > 0)) {
      throw new IllegalArgumentException("share %s, margin %s".formatted(share, margin));
    }
  }

  /// Two models that scored the same requests: of the events that only one of them had, half fall on each
  /// if they are alike (McNemar's test, made sequential).
  public static EventTest paired(double margin) {
    return new EventTest(0.5, margin);
  }

  /// The logarithm of the e-value after so many events. While the share stays the same, pass the totals;
  /// of stages with different shares add the logarithms. Decide against the candidate at
  /// `-ln alpha` or more, at any moment.
  public double logE(long candidateEvents, long baselineEvents) {
    return BernoulliExcess.planned(limit(), PLANNED_EVENTS, PLANNED_ALPHA)
        .logE((double) candidateEvents, (double) baselineEvents);
  }

  /// The share of events on the candidate that the margin allows.
  double limit() {
    return share * margin / (share * margin + 1 - share);
  }
}
