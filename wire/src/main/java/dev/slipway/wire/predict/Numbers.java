package dev.slipway.wire.predict;

/// Reads numbers as JSON and CSV write them. Java's own parser takes more: hexadecimal, `1f`, spaces.
final class Numbers {
  private Numbers() {}

  /// The number, an infinity where it is too large for one; NaN for what is no number.
  static double read(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean digit = c >= '0' && c <= '9';
      if (!digit && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E') {
        return Double.NaN;
      }
    }
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException _) {
      return Double.NaN;
    }
  }
}
