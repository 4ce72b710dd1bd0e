package dev.slipway.store.prediction;

/// A 64-bit hash of a prediction id (FNV-1a with a final mix), so that an index of ids costs eight bytes
/// each.
final class IdHash {
  private IdHash() {}

  static long of(String id) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < id.length(); i++) {
      hash = (hash ^ id.charAt(i)) * 0x100000001b3L;
    }
    hash ^= hash >>> 32;
    hash *= 0x9e3779b97f4a7c15L;
    return hash ^ (hash >>> 29);
  }
}
