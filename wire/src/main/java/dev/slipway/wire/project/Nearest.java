package dev.slipway.wire.project;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// Finds the word that was probably meant, by the optimal string alignment distance (insertions,
/// deletions, substitutions and swaps of neighbours cost one each).
final class Nearest {
  private Nearest() {}

  /// The nearest of the words, if it differs in at most a third of the letters (and at least two).
  static Optional<String> to(String word, Collection<String> words) {
    String plain = plain(word);
    return words.stream()
        .min(
            Comparator.comparingInt((String w) -> distance(plain, plain(w)))
                .thenComparing(Comparator.naturalOrder()))
        .filter(w -> distance(plain, plain(w)) <= Math.max(2, plain.length() / 3));
  }

  /// The end of a message: what was meant, or else what is possible.
  static String hint(String word, Collection<String> words) {
    return to(word, words)
        .map("did you mean '%s'?"::formatted)
        .orElseGet(() -> "possible are " + String.join(", ", words));
  }

  static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int substitute = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        d[i][j] = Math.min(substitute, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }

  private static String plain(String word) {
    return word.toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
