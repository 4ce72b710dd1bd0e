package dev.slipway.serving.trace;

import java.util.concurrent.atomic.AtomicLong;

/// Decides which of the requests that begin a trace are sampled; callers who bring a trace decide themselves.
/// Thread-safe.
public final class Sampling {
  private final AtomicLong begun = new AtomicLong();
  private volatile Rate rate = new Rate(true, 1);

  /// @param on whether any is sampled
  /// @param oneOf of so many requests one is
  public record Rate(boolean on, int oneOf) {
    public static final Rate NOTHING = new Rate(false, 1);
  }

  public Rate rate() {
    return rate;
  }

  public void rate(Rate rate) {
    this.rate = rate;
  }

  boolean samplesNext() {
    Rate now = rate;
    return now.on && begun.getAndIncrement() % now.oneOf == 0;
  }
}
