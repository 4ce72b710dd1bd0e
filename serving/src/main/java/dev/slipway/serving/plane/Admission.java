package dev.slipway.serving.plane;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/// Takes requests on, or turns them away with `OVERLOADED`, so that those taken on are answered in time.
///
/// Three bounds. [Shedding] bounds how many wait for a processor; that is asked before the body is read, when
/// turning away is cheapest. Requests whose body is there count against `maxInFlight`: those in excess wait
/// for workers, not for processors. The memory of large bodies is bounded by itself, so that slow senders
/// hold no place of anybody else. Thread-safe, without waiting for a lock on the way of a request.
public final class Admission {
  /// Why a request was turned away.
  public enum Cause {
    QUEUE,
    IN_FLIGHT,
    BODIES
  }

  private static final int BODIES_OF_HEAP = 8;

  private final Limits limits;
  private final long maxBodyBytes;
  private final Shedding shedding = new Shedding();
  private final AtomicInteger admitted = new AtomicInteger();
  private final AtomicLong bodyBytes = new AtomicLong();
  private final AtomicLongArray shed = new AtomicLongArray(Cause.values().length);

  Admission(Limits limits, long maxBodyBytes) {
    this.limits = limits;
    this.maxBodyBytes = maxBodyBytes;
  }

  /// An eighth of the heap, and at least room for two of the largest bodies.
  static long roomForBodies(Limits limits) {
    return Math.max(Runtime.getRuntime().maxMemory() / BODIES_OF_HEAP, 4 * limits.maxBodyBytes());
  }

  /// Turns a request away where too many wait for a processor.
  void requireUncrowded() {
    if (shedding.turnsAway()) {
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

  private SlipwayException refused(Cause cause, String message) {
    shed.getAndIncrement(cause.ordinal());
    return SlipwayException.untraced(ErrorCode.OVERLOADED, message);
  }

  public long shed(Cause cause) {
    return shed.get(cause.ordinal());
  }

  Shedding shedding() {
    return shedding;
  }

  /// Whether requests come faster than they are answered, so that some are turned away.
  public boolean overloaded() {
    return shedding.overloaded();
  }

  /// How many requests wait for a processor.
  public long waiting() {
    return shedding.waiting();
  }

  /// How much memory large bodies have now.
  public long bodyBytes() {
    return bodyBytes.get();
  }
}
