package dev.slipway.core.input;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/// The name that was probably meant: of the valid ones, the one with the least edit distance to what was
/// written, if at most a third of it would have to change.
public final class NearestName {
  private NearestName() {}

  public static Optional<String> among(Collection<String> valid, String written) {
    String wanted = written.toLowerCase(Locale.ROOT);
    int allowed = Math.max(1, wanted.length() / 3);
    String best = null;
    for (String name : valid) {
      int distance = distance(wanted, name.toLowerCase(Locale.ROOT), allowed);
      if (distance <= allowed) {
        best = name;
        allowed = distance - 1;
      }
    }
    return Optional.ofNullable(best);
  }

  /// The Levenshtein distance, or something above `limit` where it is above `limit`.
  private static int distance(String a, String b, int limit) {
    if (Math.abs(a.length() - b.length()) > limit) {
      return limit + 1;
    }
    int[] previous = new int[b.length() + 1];
    int[] current = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
      }
      int[] swap = previous;
      previous = current;
      current = swap;
    }
    return previous[b.length()];
  }
}
