package dev.slipway.core.profile;

/// The shape of a text: letters as `A` and `a`, digits as `9`, repetitions once, so that `UA-1743` is
/// `A-9`.
public final class Shape {
  private static final long FNV_OFFSET = 0xcbf2_9ce4_8422_2325L;
  private static final long FNV_PRIME = 0x100_0000_01b3L;

  private Shape() {}

  /// As a text; the shape of a shape is itself.
  static String of(String value) {
    StringBuilder shape = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = of(value.charAt(i));
      if (shape.isEmpty() || shape.charAt(shape.length() - 1) != c) {
        shape.append(c);
      }
    }
    return shape.toString();
  }

  /// A 64-bit hash of a text's shape (FNV-1a), which allocates nothing. A text and its shape have the same.
  public static long hash(String value) {
    long hash = FNV_OFFSET;
    int before = -1;
    for (int i = 0; i < value.length(); i++) {
      char c = of(value.charAt(i));
      if (c != before) {
        hash = (hash ^ c) * FNV_PRIME;
        before = c;
      }
    }
    return hash;
  }

  private static char of(char c) {
    if (Character.isLetter(c)) {
      return Character.isUpperCase(c) ? 'A' : 'a';
    }
    return Character.isDigit(c) ? '9' : c;
  }
}
