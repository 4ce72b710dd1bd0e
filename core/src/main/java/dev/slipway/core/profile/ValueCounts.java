package dev.slipway.core.profile;

import java.util.Arrays;

/// How often each number occurred: an open-addressing hash table from the bits of a double to its count.
final class ValueCounts {
  /// Takes a value and its count.
  interface Action {
    void accept(double value, long count);
  }

  private long[] keys = new long[1024];
  private long[] counts = new long[1024];
  private int distinct;
  private long total;

  void add(double value, long times) {
    long key = Double.doubleToRawLongBits(value);
    int slot = slot(key);
    if (counts[slot] == 0) {
      keys[slot] = key;
      distinct++;
    }
    counts[slot] += times;
    total += times;
    if (distinct * 2 > keys.length) {
      grow();
    }
  }

  void addAll(ValueCounts other) {
    other.forEach(this::add);
  }

  void forEach(Action action) {
    for (int i = 0; i < keys.length; i++) {
      if (counts[i] > 0) {
        action.accept(Double.longBitsToDouble(keys[i]), counts[i]);
      }
    }
  }

  long count(double value) {
    return counts[slot(Double.doubleToRawLongBits(value))];
  }

  long total() {
    return total;
  }

  /// The distinct values, ascending.
  double[] sorted() {
    double[] values = new double[distinct];
    int next = 0;
    for (int i = 0; i < keys.length; i++) {
      if (counts[i] > 0) {
        values[next++] = Double.longBitsToDouble(keys[i]);
      }
    }
    Arrays.sort(values);
    return values;
  }

  private int slot(long key) {
    int mask = keys.length - 1;
    long hash = key * 0x9e37_79b9_7f4a_7c15L;
    int slot = (int) (hash >>> 32) & mask;
    while (counts[slot] != 0 && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldKeys = keys;
    long[] oldCounts = counts;
    keys = new long[oldKeys.length * 2];
    counts = new long[oldKeys.length * 2];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldCounts[i] > 0) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        counts[slot] = oldCounts[i];
      }
    }
  }
}
