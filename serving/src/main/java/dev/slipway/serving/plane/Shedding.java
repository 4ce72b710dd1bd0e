package dev.slipway.serving.plane;

import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/// A bound on how many requests wait, that holds only while a queue stands.
///
/// As in CoDel (RFC 8289), a queue that forms and is worked off again is no overload: a burst, a pause of the
/// collector, a machine that is busy with something else. Only where [#LOOKS] looks, 5 ms or more apart, find more
/// waiting in the mean than [#bound] allows do requests have to be turned away; then each one that comes while
/// more are waiting is, until none was for as long. Turning away is cheap, so what is taken on waits about as long as
/// the bound says, and the processors never lack work. Where no request came for as long, nothing stands.
///
/// Up to [#FEW] may always wait, so callers of whom each waits for its answer are never turned away while they are
/// as few. More may wait where they are answered in [#SOON_SECONDS], up to [#MANY] or to what is answered in
/// [#AT_ONCE_SECONDS], so that where answering is quick, more such callers are served as well.
///
/// Thread-safe. While no queue stands a request pays for one comparison of times.
final class Shedding {
  static final int FEW = 64;
  static final int MANY = 256;
  static final double SOON_SECONDS = 0.05;
  static final double AT_ONCE_SECONDS = 0.005;
  static final int LOOKS = 20;
  static final long PAUSE_NANOS = 5_000_000;

  private static final double SMOOTHING_NANOS = 50e6;

  private final LongSupplier waiting;
  private final LongAdder arrivals = new LongAdder();
  private final ReentrantLock looking = new ReentrantLock();
  private volatile boolean overloaded;
  private volatile long bound = FEW;
  private volatile boolean turnedAway;
  private volatile long lookedAt;
  private long arrivedThen;
  private double perSecond;
  private long seenWaiting;
  private int looks;

  /// @param waiting how many requests wait now
  Shedding(LongSupplier waiting, long now) {
    this.waiting = waiting;
    this.lookedAt = now;
  }

  /// How many may wait where so many leave the queue in a second.
  static long bound(double perSecond) {
    double many = Math.max(MANY, perSecond * AT_ONCE_SECONDS);
    return (long) Math.clamp(perSecond * SOON_SECONDS, FEW, many);
  }

  /// Whether a request that comes now is to be turned away.
  ///
  /// @param now by [System#nanoTime]
  boolean turnsAway(long now) {
    arrivals.increment();
    if (now - lookedAt >= PAUSE_NANOS && looking.tryLock()) {
      try {
        look(now);
      } finally {
        looking.unlock();
      }
    }
    if (!overloaded || waiting.getAsLong() <= bound) {
      return false;
    }
    turnedAway = true;
    return true;
  }

  private void look(long now) {
    long nanos = now - lookedAt;
    if (nanos < PAUSE_NANOS) {
      return;
    }
    long arrived = arrivals.sum();
    double rate = (arrived - arrivedThen) * 1e9 / nanos;
    perSecond += (rate - perSecond) * nanos / (nanos + SMOOTHING_NANOS);
    arrivedThen = arrived;
    lookedAt = now;
    bound = bound(perSecond);
    if (nanos > LOOKS * PAUSE_NANOS) {
      decide(false);
    }
    seenWaiting += waiting.getAsLong();
    looks++;
    if (looks == LOOKS) {
      decide(overloaded ? turnedAway : seenWaiting > LOOKS * bound);
    }
  }

  private void decide(boolean over) {
    overloaded = over;
    turnedAway = false;
    seenWaiting = 0;
    looks = 0;
  }

  /// Whether a queue stands, so that requests beyond the bound are turned away.
  boolean overloaded() {
    return overloaded;
  }

  long waiting() {
    return waiting.getAsLong();
  }
}
