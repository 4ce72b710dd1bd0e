package dev.slipway.serving.plane;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;

/// Makes prediction ids: 26 characters that sort by time, and that no other process or replica makes too.
///
/// 50 bits of milliseconds, 40 random bits drawn when the process starts, 40 bits that count up; five bits a
/// character, in an alphabet without `I`, `L`, `O` and `U`. Thread-safe: an id costs one atomic addition.
final class PredictionIds {
  private static final char[] ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();
  private static final int TIME_CHARACTERS = 10;
  private static final int PROCESS_CHARACTERS = 8;
  private static final int COUNT_CHARACTERS = 8;

  private final long process = new SecureRandom().nextLong();
  private final AtomicLong count = new AtomicLong();

  String next(long millis) {
    return text(millis, count.getAndIncrement());
  }

  /// How many were made.
  long made() {
    return count.get();
  }

  /// Sets `rows` counts aside and returns the first.
  long reserve(int rows) {
    return count.getAndAdd(rows);
  }

  String text(long millis, long counted) {
    byte[] id = new byte[TIME_CHARACTERS + PROCESS_CHARACTERS + COUNT_CHARACTERS];
    write(id, 0, TIME_CHARACTERS, millis);
    write(id, TIME_CHARACTERS, PROCESS_CHARACTERS, process);
    write(id, TIME_CHARACTERS + PROCESS_CHARACTERS, COUNT_CHARACTERS, counted);
    return new String(id, java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  private static void write(byte[] to, int from, int characters, long bits) {
    long rest = bits;
    for (int i = from + characters - 1; i >= from; i--) {
      to[i] = (byte) ALPHABET[(int) rest & 31];
      rest >>>= 5;
    }
  }
}
