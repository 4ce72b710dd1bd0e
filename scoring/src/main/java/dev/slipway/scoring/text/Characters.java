package dev.slipway.scoring.text;

/// What Python holds for white space and for a character of a word.
final class Characters {
  private Characters() {}

  static boolean isSpace(int point) {
    return Character.isWhitespace(point) || Character.isSpaceChar(point) || point == 0x85;
  }

  /// Letters, digits and numbers of any script, and the underscore; unlike in Java, no combining marks.
  static boolean isWord(int point) {
    if (point < 0x80) {
      return point >= 'a' && point <= 'z'
          || point >= 'A' && point <= 'Z'
          || point >= '0' && point <= '9'
          || point == '_';
    }
    return Character.isLetterOrDigit(point)
        || Character.getType(point) == Character.LETTER_NUMBER
        || Character.getType(point) == Character.OTHER_NUMBER;
  }
}
