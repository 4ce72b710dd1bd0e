package dev.slipway.scoring.pickle;

/// How much one file may make the reader do, so that a small file can cost neither much time nor much
/// memory. Sized for a text vectorizer of a million words; arrays are slices of the file and cost nothing.
final class Budget {
  static final int MAX_OPERATIONS = 16_000_000;
  static final int MAX_MEMO = 8_000_000;
  static final int MAX_NESTED_PICKLES = 8;
  private static final long COPIES_FLOOR = 64L << 20;

  private final long copyLimit;
  private int operations;
  private long copied;

  Budget(long contentLength) {
    this.copyLimit = COPIES_FLOOR + 4 * contentLength;
  }

  void operation(long position) {
    if (++operations > MAX_OPERATIONS) {
      throw Corrupt.at(position, "it has more than %,d operations".formatted(MAX_OPERATIONS));
    }
  }

  /// Charges what is copied rather than referred to.
  void copy(long position, long bytes) {
    copied += bytes;
    if (copied > copyLimit) {
      throw Corrupt.at(position, "it copies its own content over and over");
    }
  }
}
