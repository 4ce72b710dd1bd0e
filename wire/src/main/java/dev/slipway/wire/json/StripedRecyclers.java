package dev.slipway.wire.json;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.util.BufferRecycler;
import tools.jackson.core.util.RecyclerPool;

/// Jackson's working memory, waiting for a parser. Its own pool is one queue that all threads share; here a
/// thread looks at the slot that its id falls on, and makes new memory where that is empty. Thread-safe.
final class StripedRecyclers implements RecyclerPool<BufferRecycler> {
  private static final int SLOTS = 64;

  private final transient AtomicReferenceArray<@Nullable BufferRecycler> slots =
      new AtomicReferenceArray<>(SLOTS);

  @Override
  public BufferRecycler acquirePooled() {
    BufferRecycler waiting = slots.getAndSet(slot(), null);
    return waiting == null ? new BufferRecycler() : waiting;
  }

  @Override
  public void releasePooled(BufferRecycler recycler) {
    slots.set(slot(), recycler);
  }

  private static int slot() {
    return (int) Thread.currentThread().threadId() & SLOTS - 1;
  }
}
