package dev.slipway.scoring.text;

import java.text.Normalizer;
import java.util.Locale;

/// What is done to a text before it is cut: lower case, then accents off.
public record Preparation(boolean lowercase, Accents accents) {
  /// How accents come off.
  public enum Accents {
    KEPT,
    /// Characters are decomposed and everything beyond ASCII dropped.
    TO_ASCII,
    /// Characters are decomposed and the combining marks dropped.
    UNCOMBINED
  }

  char[] apply(String text) {
    String lower = lowercase ? text.toLowerCase(Locale.ROOT) : text;
    return switch (accents) {
      case KEPT -> lower.toCharArray();
      case TO_ASCII -> without(lower, point -> point >= 0x80);
      case UNCOMBINED -> without(lower, Preparation::isCombining);
    };
  }

  private interface Dropped {
    boolean test(int point);
  }

  private static char[] without(String text, Dropped dropped) {
    if (text.chars().allMatch(c -> c < 0x80)) {
      return text.toCharArray();
    }
    StringBuilder kept = new StringBuilder(text.length());
    Normalizer.normalize(text, Normalizer.Form.NFKD)
        .codePoints()
        .filter(point -> !dropped.test(point))
        .forEach(kept::appendCodePoint);
    char[] chars = new char[kept.length()];
    kept.getChars(0, chars.length, chars, 0);
    return chars;
  }

  /// Whether a character has a combining class. Java does not tell, but it sorts marks by their class: one
  /// of class 1 moves before any higher one, and any moves before one of class 240, the highest.
  private static boolean isCombining(int point) {
    int type = Character.getType(point);
    if (type != Character.NON_SPACING_MARK
        && type != Character.COMBINING_SPACING_MARK
        && type != Character.ENCLOSING_MARK) {
      return false;
    }
    String mark = Character.toString(point);
    return point == 0x345
        || point == 0x334
        || !Normalizer.isNormalized(mark + "\u0334", Normalizer.Form.NFD)
        || !Normalizer.isNormalized("\u0345" + mark, Normalizer.Form.NFD);
  }
}
