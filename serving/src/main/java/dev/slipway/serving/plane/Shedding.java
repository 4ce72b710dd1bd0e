package dev.slipway.serving.plane;

import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/// Turns requests away while a queue stands that is too long.
///
/// As in CoDel (RFC 8289), a queue that forms and is worked off again is no overload: a burst, a pause of the
/// collector, a machine that is busy with something else. Only where a quarter of [#LOOKS] looks, 5 ms or more apart,
/// find more waiting than are tolerated do requests have to be turned away. A quarter, because the JDK fetches the
/// connections that have something to read in batches of up to 512 and only when it has nothing else to run: a queue
/// that stands shows as a saw-tooth. From then on each request that comes while more wait than there is
/// [#room] for is turned away, until none was for as long. That is cheap, so that what is taken on waits for little
/// more than a batch, and the processors never lack work. Callers who ask again at once when they are turned away look
/// the same whether they are too many or a few hundred; so now and then, ever less often, all are let in to see.
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
  static final int LEAST_ROOM = 16;
  static final double ROOM_SECONDS = 0.002;
  static final int LOOKS = 20;
  static final long PAUSE_NANOS = 5_000_000;

  private static final double SMOOTHING_NANOS = 50e6;
  private static final int MOST_PATIENCE = 256;
  private static final int CALM = 10;

  private final LongSupplier waiting;
  private final LongAdder admitted = new LongAdder();
  private final ReentrantLock looking = new ReentrantLock();
  private volatile boolean overloaded;
  private volatile long room = LEAST_ROOM;
  private volatile boolean turnedAway;
  private volatile long lookedAt;
  private long admittedThen;
  private double perSecond;
  private int looks;
  private int crowded;
  private int patience = 1;
  private int windowsToTrial;
  private int calm;

  /// @param waiting how many requests wait now
  Shedding(LongSupplier waiting, long now) {
    this.waiting = waiting;
    this.lookedAt = now;
  }

  /// How many may wait before that is an overload, where so many are answered in a second.
  static long tolerated(double perSecond) {
    double many = Math.max(MANY, perSecond * AT_ONCE_SECONDS);
    return (long) Math.clamp(perSecond * SOON_SECONDS, FEW, many);
  }

  /// How many may wait under overload.
  static long room(double perSecond) {
    return (long) Math.max(LEAST_ROOM, perSecond * ROOM_SECONDS);
  }

  /// Whether a request that comes now is to be turned away.
  ///
  /// @param now by [System#nanoTime]
  boolean turnsAway(long now) {
    if (now - lookedAt >= PAUSE_NANOS && looking.tryLock()) {
      try {
        look(now);
      } finally {
        looking.unlock();
      }
    }
    if (overloaded && waiting.getAsLong() > room) {
      turnedAway = true;
      return true;
    }
    admitted.increment();
    return false;
  }

  private void look(long now) {
    long nanos = now - lookedAt;
    if (nanos < PAUSE_NANOS) {
      return;
    }
    long all = admitted.sum();
    double rate = (all - admittedThen) * 1e9 / nanos;
    admittedThen = all;
    lookedAt = now;
    if (nanos > LOOKS * PAUSE_NANOS) {
      overloaded = false;
      patience = 1;
      perSecond = 0;
      newWindow();
      return;
    }
    perSecond += perSecond == 0 ? rate : (rate - perSecond) * nanos / (nanos + SMOOTHING_NANOS);
    room = room(perSecond);
    looks++;
    if (!overloaded) {
      crowded += waiting.getAsLong() > tolerated(perSecond) ? 1 : 0;
      if (crowded >= LOOKS / 4 && looks >= LOOKS / 2) {
        turnAway();
      } else if (looks == LOOKS) {
        calm++;
        patience = calm >= CALM ? 1 : patience;
        newWindow();
      }
    } else if (looks == LOOKS) {
      windowsToTrial--;
      overloaded = turnedAway && windowsToTrial > 0;
      newWindow();
    }
  }

  /// Each time that letting all in showed a queue at once, it is tried half as often.
  private void turnAway() {
    overloaded = true;
    windowsToTrial = patience;
    patience = Math.min(MOST_PATIENCE, 2 * patience);
    calm = 0;
    newWindow();
  }

  private void newWindow() {
    turnedAway = false;
    crowded = 0;
    looks = 0;
  }

  /// Whether a queue stands, so that requests are turned away.
  boolean overloaded() {
    return overloaded;
  }

  long waiting() {
    return waiting.getAsLong();
  }
}
