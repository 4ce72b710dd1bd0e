package dev.slipway.scoring.engine;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Working memory that one call at a time has for itself: it takes what the last one gave back, or makes
/// its own where another thread is just using it. Thread-safe and without locks.
public final class Spare<T> {
  private final AtomicReference<@Nullable T> kept = new AtomicReference<>();
  private final Supplier<T> maker;

  public Spare(Supplier<T> maker) {
    this.maker = maker;
  }

  public T take() {
    T spare = kept.getAndSet(null);
    return spare == null ? maker.get() : spare;
  }

  public void giveBack(T spare) {
    kept.setRelease(spare);
  }
}
