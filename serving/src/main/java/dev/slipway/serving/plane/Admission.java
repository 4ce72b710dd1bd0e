package dev.slipway.serving.plane;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/// Takes requests on, or turns them away with `OVERLOADED`, so that those taken on are answered in time.
///
/// Three bounds. Of the requests that come, [Shedding] takes on the share that the processors keep up with;
/// that is asked before the body is read, when turning away is cheapest. Requests whose body is there count
/// against `maxInFlight`: those in excess wait for workers, not for processors. The memory of large bodies
/// is bounded by itself, so that slow senders hold no place of anybody else. Thread-safe, without a lock on
/// the way of a request.
public final class Admission {
  /// Why a request was turned away.
  public enum Cause {
    QUEUE,
    IN_FLIGHT,
    BODIES
  }

  private static final int SMOOTHING = 64;
  private static final int BODIES_OF_HEAP = 8;
  private static final int FEW = 16;
  private static final int RATE_SMOOTHING = 16;

  private final Limits limits;
  private final long maxBodyBytes;
  private final Shedding shedding = new Shedding();
  private final AtomicInteger admitted = new AtomicInteger();
  private final AtomicLong bodyBytes = new AtomicLong();
  private final AtomicLongArray shed = new AtomicLongArray(Cause.values().length);
  private final LongAdder arrivals = new LongAdder();
  private double arrivalsPerNano;
  private long lookedAt = System.nanoTime();
  private long arrivedThen;
  private volatile double share = 1;
  private volatile long queuedNanos;
  private volatile long workNanos;

  Admission(Limits limits, long maxBodyBytes) {
    this.limits = limits;
    this.maxBodyBytes = maxBodyBytes;
  }

  /// An eighth of the heap, and at least room for two of the largest bodies.
  static long roomForBodies(Limits limits) {
    return Math.max(Runtime.getRuntime().maxMemory() / BODIES_OF_HEAP, 4 * limits.maxBodyBytes());
  }

  /// Turns away the share of requests that the processors cannot keep up with.
  void requireUncrowded() {
    arrivals.increment();
    double now = share;
    if (now < 1 && ThreadLocalRandom.current().nextDouble() >= now) {
      throw refused(
          Cause.QUEUE, "requests come faster than they are answered; try again in a second");
    }
  }

  /// Takes on a request whose body is there.
  void enter() {
    if (admitted.incrementAndGet() > limits.maxInFlight()) {
      admitted.decrementAndGet();
      throw refused(
          Cause.IN_FLIGHT,
          "%d requests are being answered; try again in a second".formatted(limits.maxInFlight()));
    }
  }

  void leave() {
    admitted.decrementAndGet();
  }

  void takeBodyRoom(long bytes) {
    if (bodyBytes.addAndGet(bytes) > maxBodyBytes) {
      bodyBytes.addAndGet(-bytes);
      throw refused(
          Cause.BODIES,
          "too many large bodies are being read; try again in a second, or send fewer rows at a time");
    }
  }

  void giveBodyRoom(long bytes) {
    if (bytes > 0) {
      bodyBytes.addAndGet(-bytes);
    }
  }

  /// Remembers what a request took. Updates that meet lose one of the two, which a mean does not mind.
  void worked(long nanos) {
    long mean = workNanos;
    workNanos = mean + (nanos - mean) / SMOOTHING;
  }

  /// Learns how long work waits for a processor now. For one thread.
  ///
  /// As many requests wait as come in that time (Little's law). Where those are few, the processors are busy with
  /// something else, perhaps of other programs, and turning requests away would not help.
  void queued(long nanos) {
    queuedNanos = nanos;
    long now = System.nanoTime();
    long arrived = arrivals.sum();
    double rate = (arrived - arrivedThen) / (double) Math.max(1, now - lookedAt);
    arrivalsPerNano += (rate - arrivalsPerNano) / RATE_SMOOTHING;
    lookedAt = now;
    arrivedThen = arrived;
    share = shedding.look(arrivalsPerNano * nanos < FEW ? 0 : nanos, workNanos);
  }

  private SlipwayException refused(Cause cause, String message) {
    shed.getAndIncrement(cause.ordinal());
    return new SlipwayException(ErrorCode.OVERLOADED, message);
  }

  public long shed(Cause cause) {
    return shed.get(cause.ordinal());
  }

  /// The share of requests that is taken on now.
  public double share() {
    return share;
  }

  public long queuedNanos() {
    return queuedNanos;
  }

  /// How much memory large bodies have now.
  public long bodyBytes() {
    return bodyBytes.get();
  }
}
