package dev.slipway.scoring.catboost;

/// The row of each hash in a table: open addressing, at most half full. Immutable and thread-safe.
final class HashIndex {
  private final long[] hashes;
  private final int[] rows;
  private final int mask;

  /// @param hashes the hash of each row; of equal ones the first counts
  HashIndex(long[] hashes) {
    int size = Integer.highestOneBit(Math.max(1, hashes.length)) * 4;
    this.hashes = new long[size];
    this.rows = new int[size];
    this.mask = size - 1;
    for (int row = 0; row < hashes.length; row++) {
      int at = slot(hashes[row]);
      if (rows[at] == 0) {
        this.hashes[at] = hashes[row];
        rows[at] = row + 1;
      }
    }
  }

  /// The row, or -1.
  int row(long hash) {
    return rows[slot(hash)] - 1;
  }

  private int slot(long hash) {
    int at = (int) (hash ^ hash >>> 32) & mask;
    while (rows[at] != 0 && hashes[at] != hash) {
      at = at + 1 & mask;
    }
    return at;
  }
}
