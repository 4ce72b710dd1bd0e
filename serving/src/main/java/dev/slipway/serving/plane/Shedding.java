package dev.slipway.serving.plane;

/// Finds the share of requests that the processors keep up with, from how long work waits for one.
///
/// As in CoDel (RFC 8289), only a queue that stands counts: the shortest wait of a window. Where it is longer
/// than a target, the share shrinks in proportion; where not, it grows by a few hundredths of itself, so that
/// it overshoots by as little under a tenfold load as under a double one. The target follows what a
/// request takes, so that costly models may queue longer than cheap ones. For one thread.
final class Shedding {
  static final int WINDOW = 10;

  private static final long LEAST_TARGET_NANOS = 5_000_000;
  private static final long MOST_TARGET_NANOS = 200_000_000;
  private static final double LEAST_SHARE = 0.02;
  private static final double GROWTH = 1.04;

  private double share = 1;
  private long shortest = Long.MAX_VALUE;
  private int looks;

  /// Takes one look at the wait and returns the share to admit.
  ///
  /// @param workNanos what a request takes, in the mean
  double look(long queuedNanos, long workNanos) {
    shortest = Math.min(shortest, queuedNanos);
    looks++;
    if (looks == WINDOW) {
      long target = Math.clamp(2 * workNanos, LEAST_TARGET_NANOS, MOST_TARGET_NANOS);
      share =
          shortest > target
              ? Math.max(LEAST_SHARE, share * Math.clamp((double) target / shortest, 0.6, 0.9))
              : Math.min(1, share * GROWTH);
      shortest = Long.MAX_VALUE;
      looks = 0;
    }
    return share;
  }
}
