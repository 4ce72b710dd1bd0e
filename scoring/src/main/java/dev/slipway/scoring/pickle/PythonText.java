package dev.slipway.scoring.pickle;

/// The text literals of protocol 0.
final class PythonText {
  /// As many digits as Python itself reads from text.
  static final int MAX_DIGITS = 4300;

  private PythonText() {}

  /// What an error message shows of text from the file.
  static String excerpt(String text) {
    String shown = text.length() <= 40 ? text : text.substring(0, 40) + "…";
    return shown.replaceAll("\\p{Cntrl}", "?");
  }

  /// The value of a quoted `str` literal.
  static String unquote(long position, String literal) {
    String text = literal.strip();
    int last = text.length() - 1;
    if (last < 1
        || text.charAt(0) != text.charAt(last)
        || (text.charAt(0) != '\'' && text.charAt(0) != '"')) {
      throw Corrupt.at(position, "a text is not quoted");
    }
    return decode(text.substring(1, last), false);
  }

  /// The value of a raw-unicode-escape literal, in which only `\\u` and `\\U` are escapes.
  static String unescape(String literal) {
    return decode(literal, true);
  }

  private static String decode(String text, boolean unicodeOnly) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c != '\\' || i + 1 == text.length()) {
        out.append(c);
        i++;
        continue;
      }
      char kind = text.charAt(i + 1);
      int digits =
          switch (kind) {
            case 'u' -> 4;
            case 'U' -> 8;
            case 'x' -> unicodeOnly ? 0 : 2;
            default -> 0;
          };
      int code = digits == 0 ? -1 : hex(text, i + 2, digits);
      if (code >= 0 && Character.isValidCodePoint(code)) {
        out.appendCodePoint(code);
        i += 2 + digits;
      } else if (unicodeOnly) {
        out.append(c);
        i++;
      } else {
        out.append(
            switch (kind) {
              case 'n' -> '\n';
              case 'r' -> '\r';
              case 't' -> '\t';
              default -> kind;
            });
        i += 2;
      }
    }
    return out.toString();
  }

  private static int hex(String text, int from, int digits) {
    if (from + digits > text.length()) {
      return -1;
    }
    int code = 0;
    for (int i = from; i < from + digits; i++) {
      int digit = Character.digit(text.charAt(i), 16);
      if (digit < 0) {
        return -1;
      }
      code = code << 4 | digit;
    }
    return code;
  }
}
