package dev.slipway.serving.connection;

/// How much is still read, and dropped, of a request that was refused as too long.
///
/// Closing a connection on which something unread has come resets it, and a client that sends its whole request before
/// it reads would see that instead of the reply. So the server goes on reading for a while, as nginx and Apache do
/// (`lingering_close`, `SECONDS_TO_LINGER`). For one thread.
final class Lingering {
  private static final long MOST_BYTES = 128 << 20;

  private final long until;
  private final long silence;
  private long bytes;

  Lingering(Patience patience) {
    until = System.nanoTime() + patience.grace().toNanos();
    silence = patience.silence().toNanos();
  }

  void dropped(int length) {
    bytes += length;
  }

  /// How long the next bytes are waited for; 0 where no more are read.
  long allowedNanos() {
    return bytes > MOST_BYTES ? 0 : Math.max(0, Math.min(silence, until - System.nanoTime()));
  }
}
