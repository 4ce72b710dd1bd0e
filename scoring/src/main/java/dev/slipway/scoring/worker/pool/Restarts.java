package dev.slipway.scoring.worker.pool;

import java.time.Duration;

/// When to start workers again after failures: at once after the first worker that had answered, later and
/// later after those that never did, and from [#BROKEN] such failures in a row the pool counts as broken.
/// It goes on trying, at the longest pause.
///
/// @param failures workers in a row that ended before they answered anything
record Restarts(int failures) {
  static final Restarts NONE = new Restarts(0);
  private static final int BROKEN = 5;
  private static final long FIRST_MILLIS = 100;
  private static final int MOST_DOUBLINGS = 7;

  Restarts afterFailure() {
    return new Restarts(Math.min(failures + 1, 1_000));
  }

  boolean broken() {
    return failures >= BROKEN;
  }

  Duration pause() {
    return failures == 0
        ? Duration.ZERO
        : Duration.ofMillis(FIRST_MILLIS << Math.min(failures - 1, MOST_DOUBLINGS));
  }
}
