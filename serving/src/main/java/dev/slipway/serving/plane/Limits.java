package dev.slipway.serving.plane;

import java.time.Duration;

/// How much one request, and all of them together, may take.
///
/// @param maxBodyBytes longest body that is read; longer ones are refused with 413
/// @param maxRows most rows in one request
/// @param maxInFlight most requests between their first byte and their reply; more are refused with 503
/// @param drain how long stopping takes at most, all in all: two fifths of it to go on answering until nobody
///     sends any more, two fifths for the requests that are under way then, and the rest for what follows
public record Limits(long maxBodyBytes, int maxRows, int maxInFlight, Duration drain) {
  public static final Limits DEFAULT =
      new Limits(10L << 20, 100_000, 2_000, Duration.ofSeconds(25));

  /// How long a stopping server goes on taking requests.
  Duration settling() {
    return drain.multipliedBy(2).dividedBy(5);
  }

  /// How long a stopping server waits for the requests that are under way.
  public Duration finishing() {
    return drain.multipliedBy(2).dividedBy(5);
  }

  /// How long each step after that may take.
  Duration closing() {
    return drain.dividedBy(10);
  }
}
