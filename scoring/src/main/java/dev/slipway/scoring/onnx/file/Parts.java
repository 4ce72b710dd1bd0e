package dev.slipway.scoring.onnx.file;

/// Counts the parts of a file (nodes, names, attributes, tensors), so that a small file of millions of empty
/// ones is refused before it fills the memory. Not thread-safe.
final class Parts {
  private static final int MOST = 1 << 21;
  private static final int BRIEF = 80;

  private int count;

  void count() {
    if (++count > MOST) {
      throw Protobuf.corrupt("has more than %d parts".formatted(MOST));
    }
  }

  /// A name of the file, short enough for a message.
  static String brief(String name) {
    return name.length() > BRIEF ? name.substring(0, BRIEF) + "…" : name;
  }
}
