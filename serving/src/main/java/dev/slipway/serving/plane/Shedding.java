package dev.slipway.serving.plane;

import java.util.concurrent.atomic.LongAdder;

/// Turns requests away while a queue stands that is too long, by a probe that goes through the queue.
///
/// The callers who have their turn between the probe's sending and its own were before it: that is how many wait. A
/// caller is a thread, which is a connection of HTTP/1 or a stream of HTTP/2; one that has two turns, since the
/// queue is not in perfect order, counts once, and so no more can wait than there are connections.
/// As in CoDel (RFC 8289), a queue that is worked off again is no overload; only where it is too long all through
/// [#STANDING_NANOS] do requests have to be turned away. From then on, of the requests before each probe the
/// first few are taken on, as many as are answered in [#ROOM_NANOS], and the others are turned away, which is cheap:
/// so what is taken on waits for two such rounds at most, and the processors never lack work. That ends when none
/// had to be turned away. Callers who ask again at once when they are turned away look the same whether they
/// are too many or a few hundred; so now and then, ever less often, all are let in to see.
///
/// Up to [#FEW] may always wait, however long that takes, so callers of whom each waits for its answer are never
/// turned away while they are as few: no compiler, collector or other program of the machine adds to
/// them. Up to [#MANY] may where they have their turn within [#SOON_NANOS], and any number
/// within [#AT_ONCE_NANOS].
///
/// Thread-safe; the probe's sender and receiver share a lock.
final class Shedding {
  static final int FEW = 64;
  static final int MANY = 256;
  static final int LEAST_ROOM = 16;
  static final long SOON_NANOS = 250_000_000;
  static final long AT_ONCE_NANOS = 50_000_000;
  static final long ROOM_NANOS = 10_000_000;
  static final long STANDING_NANOS = 100_000_000;

  private static final int MOST_PATIENCE = 256;
  private static final int CALM_WINDOWS = 10;
  private static final double SMOOTHING = 8;

  private final ThreadLocal<long[]> lastRound = ThreadLocal.withInitial(() -> new long[] {-1});
  private final LongAdder callers = new LongAdder();
  private final LongAdder taken = new LongAdder();
  private final LongAdder admitted = new LongAdder();
  private volatile boolean overloaded;
  private volatile boolean turnedAway;
  private volatile long room = LEAST_ROOM;
  private volatile long round;
  private volatile long roundBegan;
  private long sentAt;
  private volatile long waiting;
  private long callersThen;
  private long admittedThen;
  private double smoothRoom = LEAST_ROOM;
  private boolean wasCrowded;
  private long crowdedSince;
  private long windowSince;
  private int windowsToTrial;
  private int patience = 1;

  /// Whether a request that has its turn now is to be turned away.
  boolean turnsAway() {
    return turnsAway(lastRound.get());
  }

  /// @param last holds the round in which the caller last had a turn
  boolean turnsAway(long[] last) {
    taken.increment();
    if (last[0] != round) {
      last[0] = round;
      callers.increment();
    }
    if (overloaded && taken.sum() - roundBegan > room) {
      turnedAway = true;
      return true;
    }
    admitted.increment();
    return false;
  }

  /// Whether so many callers who had their turn in so long a time are too many to wait.
  static boolean crowded(long callers, long nanos) {
    return callers > FEW && (nanos > SOON_NANOS || (callers > MANY && nanos > AT_ONCE_NANOS));
  }

  /// The probe is sent.
  synchronized void send(long now) {
    round++;
    roundBegan = taken.sum();
    callersThen = callers.sum();
    admittedThen = admitted.sum();
    sentAt = now;
  }

  /// The probe has not had its turn yet.
  synchronized void stillWaits(long now) {
    long before = callers.sum() - callersThen;
    if (!overloaded && crowded(before, now - sentAt)) {
      waiting = before;
      turnAwayAtLast(true, now);
    }
  }

  /// The probe had its turn.
  synchronized void receive(long now) {
    long nanos = Math.max(1, now - sentAt);
    waiting = callers.sum() - callersThen;
    boolean crowded = crowded(waiting, nanos);
    if (waiting > 0) {
      double rate = (admitted.sum() - admittedThen) / (double) nanos;
      smoothRoom += (rate * ROOM_NANOS - smoothRoom) / SMOOTHING;
      room = Math.max(LEAST_ROOM, (long) smoothRoom);
    }
    if (overloaded) {
      turnAwayFurther(now);
    } else {
      turnAwayAtLast(crowded, now);
    }
    roundBegan = taken.sum();
  }

  private void turnAwayAtLast(boolean crowded, long now) {
    if (!crowded) {
      wasCrowded = false;
      if (now - windowSince > CALM_WINDOWS * STANDING_NANOS) {
        patience = 1;
      }
      return;
    }
    if (!wasCrowded) {
      wasCrowded = true;
      crowdedSince = now;
    }
    boolean tried = patience > 1;
    if (tried || now - crowdedSince >= STANDING_NANOS) {
      overloaded = true;
      windowsToTrial = patience;
      patience = Math.min(MOST_PATIENCE, 2 * patience);
      newWindow(now);
    }
  }

  private void turnAwayFurther(long now) {
    if (now - windowSince < STANDING_NANOS) {
      return;
    }
    windowsToTrial--;
    overloaded = turnedAway && windowsToTrial > 0;
    newWindow(now);
  }

  private void newWindow(long now) {
    windowSince = now;
    turnedAway = false;
    wasCrowded = false;
  }

  /// Whether a queue stands, so that requests are turned away.
  boolean overloaded() {
    return overloaded;
  }

  /// How many callers waited when that was last learnt.
  long waiting() {
    return waiting;
  }
}
