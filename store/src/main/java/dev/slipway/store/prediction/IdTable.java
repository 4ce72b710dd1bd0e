package dev.slipway.store.prediction;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/// Hashes of prediction ids, by [IdHash]. One thread adds, any thread asks at the same time.
final class IdTable {
  private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(long[].class);
  private static final long EMPTY = 0;
  private static final long INSTEAD_OF_EMPTY = 1;

  private volatile long[] slots = new long[16];
  private int size;

  /// For the one adding thread.
  void add(long hash) {
    if (2 * size >= slots.length) {
      grow();
    }
    if (put(slots, hash == EMPTY ? INSTEAD_OF_EMPTY : hash)) {
      size++;
    }
  }

  private void grow() {
    long[] larger = new long[2 * slots.length];
    for (long hash : slots) {
      if (hash != EMPTY) {
        put(larger, hash);
      }
    }
    slots = larger;
  }

  private static boolean put(long[] slots, long hash) {
    int slot = (int) hash & slots.length - 1;
    while (slots[slot] != EMPTY && slots[slot] != hash) {
      slot = slot + 1 & slots.length - 1;
    }
    boolean isNew = slots[slot] == EMPTY;
    SLOT.setRelease(slots, slot, hash);
    return isNew;
  }

  boolean contains(long hash) {
    long sought = hash == EMPTY ? INSTEAD_OF_EMPTY : hash;
    long[] current = slots;
    int slot = (int) sought & current.length - 1;
    while (true) {
      long found = (long) SLOT.getAcquire(current, slot);
      if (found == sought || found == EMPTY) {
        return found == sought;
      }
      slot = slot + 1 & current.length - 1;
    }
  }

  /// What was added, ascending, each once. For the adding thread.
  long[] sorted() {
    return Arrays.stream(slots).filter(hash -> hash != EMPTY).sorted().toArray();
  }
}
