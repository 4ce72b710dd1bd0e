package dev.slipway.serving.connection;

import java.time.Duration;

/// How long a client is waited for.
///
/// A request must come, and a reply must be taken, within `grace` plus the time that its bytes take at
/// `bytesPerSecond`. Only waiting counts, so the work of the server itself is never cut off.
///
/// @param idle how long a connection stays between two requests; longer than load balancers keep theirs, or
///     they send into a connection that is being closed
public record Patience(Duration idle, Duration grace, int bytesPerSecond) {
  public static final Patience DEFAULT =
      new Patience(Duration.ofSeconds(620), Duration.ofSeconds(30), 16 << 10);
  private static final Duration SILENCE = Duration.ofSeconds(2);

  long allowedNanos(long bytes) {
    return grace.toNanos() + (long) (bytes * 1e9 / bytesPerSecond);
  }

  /// How long a client may say nothing that was told that its request is too long.
  Duration silence() {
    return SILENCE.compareTo(grace) < 0 ? SILENCE : grace;
  }
}
