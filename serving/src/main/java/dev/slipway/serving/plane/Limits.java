package dev.slipway.serving.plane;

import java.time.Duration;

/// How much one request, and all of them together, may take.
///
/// @param maxBodyBytes longest body that is read; longer ones are refused with 413
/// @param maxRows most rows in one request
/// @param maxInFlight most requests between their first byte and their reply; more are refused with 503
/// @param drain how long a stopping server waits for the requests that are under way
public record Limits(long maxBodyBytes, int maxRows, int maxInFlight, Duration drain) {
  public static final Limits DEFAULT =
      new Limits(10L << 20, 100_000, 2_000, Duration.ofSeconds(20));
}
