package dev.slipway.core.expectation;

import java.util.regex.Pattern;

/// A text that a regular expression may look at only so often. Expressions such as `(a+)+$` take time
/// exponential in the length of a text that nearly matches; a caller who sends one finds it refused instead
/// of keeping a processor busy.
final class BoundedText implements CharSequence {
  private static final int LOOKS = 100_000;

  private final String text;
  private int looks;

  private BoundedText(String text) {
    this.text = text;
  }

  /// Whether the pattern is found in a text with a bounded effort; false where that does not tell.
  static boolean find(Pattern pattern, String text) {
    try {
      return pattern.matcher(new BoundedText(text)).find();
    } catch (TooManyLooks | StackOverflowError _) {
      return false;
    }
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public char charAt(int index) {
    if (++looks > LOOKS) {
      throw new TooManyLooks();
    }
    return text.charAt(index);
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.substring(start, end);
  }

  @Override
  public String toString() {
    return text;
  }

  private static final class TooManyLooks extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooManyLooks() {
      super("", null, false, false);
    }
  }
}
