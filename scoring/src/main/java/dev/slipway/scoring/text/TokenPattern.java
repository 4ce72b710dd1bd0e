package dev.slipway.scoring.text;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Tokens as the longest runs of characters of one kind. The regular expressions that say just that are
/// understood; others could take any time on a text, and are not run.
///
/// @param least how many characters a token has at least
/// @param bounded whether a token must not touch other characters of words
record TokenPattern(Kind kind, int least, boolean bounded) {
  /// The characters that tokens are made of.
  enum Kind {
    WORD,
    DIGITS,
    LETTERS,
    LOWER_CASE,
    LETTERS_AND_DIGITS;

    boolean has(int c) {
      boolean lower = c >= 'a' && c <= 'z';
      boolean letter = lower || c >= 'A' && c <= 'Z';
      return switch (this) {
        case WORD -> Characters.isWord(c);
        case DIGITS -> Character.isDigit(c);
        case LETTERS -> letter;
        case LOWER_CASE -> lower;
        case LETTERS_AND_DIGITS -> letter || c >= '0' && c <= '9';
      };
    }
  }

  private static final Pattern EXPRESSION =
      Pattern.compile(
          "(?:\\(\\?u\\))?(\\\\b)?(\\\\w|\\\\d|\\[[-a-zA-Z0-9]{3,9}])((?:\\\\w|\\\\d|\\[[-a-zA-Z0-9]{3,9}])*)(\\+|\\*|\\{(\\d{1,4}),})(\\\\b)?");

  /// Reads a regular expression such as `(?u)\b\w\w+\b`.
  static Optional<TokenPattern> of(String expression) {
    Matcher parts = EXPRESSION.matcher(expression);
    if (!parts.matches() || (parts.group(1) == null) != (parts.group(6) == null)) {
      return Optional.empty();
    }
    String unit = parts.group(2);
    String repeated = parts.group(3);
    Optional<Kind> kind = kind(unit);
    int before = repeated.length() / unit.length();
    if (kind.isEmpty() || !repeated.equals(unit.repeat(before))) {
      return Optional.empty();
    }
    int last =
        switch (parts.group(4)) {
          case "+" -> 1;
          case "*" -> 0;
          default -> Integer.parseInt(parts.group(5));
        };
    int least = before + last;
    return least == 0
        ? Optional.empty()
        : Optional.of(new TokenPattern(kind.get(), least, parts.group(1) != null));
  }

  private static Optional<Kind> kind(String unit) {
    return switch (unit) {
      case "\\w" -> Optional.of(Kind.WORD);
      case "\\d" -> Optional.of(Kind.DIGITS);
      case "[a-zA-Z]", "[A-Za-z]" -> Optional.of(Kind.LETTERS);
      case "[a-z]" -> Optional.of(Kind.LOWER_CASE);
      case "[a-zA-Z0-9]", "[A-Za-z0-9]", "[0-9a-zA-Z]", "[0-9A-Za-z]" ->
          Optional.of(Kind.LETTERS_AND_DIGITS);
      default -> Optional.empty();
    };
  }

  /// Where the token ends that begins at `from`, or `from` where none does; its characters are all passed.
  int end(char[] chars, int from, int length) {
    int to = from;
    while (to < length && kind.has(Character.codePointAt(chars, to, length))) {
      to += Character.charCount(Character.codePointAt(chars, to, length));
    }
    return to;
  }

  /// Whether a longest run is a token.
  boolean accepts(char[] chars, int from, int to, int length) {
    if (to - from < least || Character.codePointCount(chars, from, to - from) < least) {
      return false;
    }
    return !bounded
        || kind == Kind.WORD
        || !(from > 0 && Characters.isWord(Character.codePointBefore(chars, from)))
            && !(to < length && Characters.isWord(Character.codePointAt(chars, to, length)));
  }
}
