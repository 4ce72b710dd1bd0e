package dev.slipway.store.prediction;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// A bounded queue that many threads offer to and one takes from, without locks: an offer to a full ring
/// fails at once. Each slot carries the turn it is ready for, as in Dmitry Vyukov's bounded queue.
final class Ring<T> {
  private final int mask;
  private final AtomicReferenceArray<@Nullable T> slots;
  private final AtomicLongArray turns;
  private final AtomicLong tail = new AtomicLong();
  private long head;

  /// @param capacity a power of two
  Ring(int capacity) {
    if (Integer.bitCount(capacity) != 1) {
      throw new IllegalArgumentException("capacity " + capacity + " is no power of two");
    }
    mask = capacity - 1;
    slots = new AtomicReferenceArray<>(capacity);
    turns = new AtomicLongArray(capacity);
    for (int i = 0; i < capacity; i++) {
      turns.set(i, i);
    }
  }

  /// Whether there was room.
  boolean offer(T item) {
    while (true) {
      long position = tail.get();
      int slot = (int) position & mask;
      long ready = turns.getAcquire(slot) - position;
      if (ready < 0) {
        return false;
      }
      if (ready == 0 && tail.weakCompareAndSetVolatile(position, position + 1)) {
        slots.setPlain(slot, item);
        turns.setRelease(slot, position + 1);
        return true;
      }
      Thread.onSpinWait();
    }
  }

  /// The oldest item, or null where there is none. For the one taking thread.
  @Nullable T poll() {
    int slot = (int) head & mask;
    if (turns.getAcquire(slot) != head + 1) {
      return null;
    }
    T item = slots.getPlain(slot);
    slots.setPlain(slot, null);
    turns.setRelease(slot, head + mask + 1);
    head++;
    return item;
  }

  /// How many were ever offered with success.
  long offered() {
    return tail.get();
  }
}
