package dev.slipway.wire.predict;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Short texts that came before: categories come again and again, and then are the same object.
///
/// Each text has one place, by its hash, and takes it from the one that was there, so that nobody can fill the
/// memory with them. Thread-safe without a lock: what a race loses is one text to remember.
final class RecurringTexts {
  private static final int PLACES = 1024;
  private static final int LONGEST = 64;

  private final @Nullable String[] places = new String[PLACES];

  /// The text of these characters.
  String of(char[] characters, int from, int length) {
    int hash = 0;
    for (int i = from; i < from + Math.min(length, LONGEST); i++) {
      hash = 31 * hash + characters[i];
    }
    @Nullable String known = places[place(hash)];
    if (known != null && known.length() == length) {
      int i = 0;
      while (i < length && known.charAt(i) == characters[from + i]) {
        i++;
      }
      if (i == length) {
        return known;
      }
    }
    return remembered(new String(characters, from, length), hash);
  }

  /// The text of these bytes, each an ASCII character.
  String of(byte[] ascii, int from, int length) {
    int hash = 0;
    for (int i = from; i < from + Math.min(length, LONGEST); i++) {
      hash = 31 * hash + ascii[i];
    }
    @Nullable String known = places[place(hash)];
    if (known != null && known.length() == length) {
      int i = 0;
      while (i < length && known.charAt(i) == ascii[from + i]) {
        i++;
      }
      if (i == length) {
        return known;
      }
    }
    return remembered(new String(ascii, from, length, StandardCharsets.US_ASCII), hash);
  }

  private String remembered(String text, int hash) {
    if (text.length() <= LONGEST) {
      places[place(hash)] = text;
    }
    return text;
  }

  private static int place(int hash) {
    return (hash ^ hash >>> 16) & PLACES - 1;
  }
}
