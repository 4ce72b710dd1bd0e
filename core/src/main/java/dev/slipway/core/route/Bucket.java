package dev.slipway.core.route;

/// The place of a caller in a route, `0 <= bucket < Route.WHOLE`: the same on every replica, since it
/// depends on the route's salt and the caller's sticky key alone.
public final class Bucket {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private Bucket() {}

  /// FNV-1a over the UTF-16 units of the salt, a zero and the key, mixed by the finalizer of MurmurHash3
  /// so that keys which differ in their last digit spread evenly.
  public static int of(String salt, String key) {
    long hash = mixIn(mixIn(FNV_OFFSET, salt) * FNV_PRIME, key);
    hash ^= hash >>> 33;
    hash *= 0xff51afd7ed558ccdL;
    hash ^= hash >>> 33;
    hash *= 0xc4ceb9fe1a85ec53L;
    hash ^= hash >>> 33;
    return (int) Long.remainderUnsigned(hash, Route.WHOLE);
  }

  private static long mixIn(long start, String text) {
    long hash = start;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * FNV_PRIME;
    }
    return hash;
  }
}
