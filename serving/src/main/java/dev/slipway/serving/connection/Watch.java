package dev.slipway.serving.connection;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/// Looks at the waits of all connections and ends those that last too long. Thread-safe; its own thread
/// lives as long as there are connections.
final class Watch {
  private final Set<Wait> waits = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean watching = new AtomicBoolean();
  private final Duration pause;

  Watch(Duration pause) {
    this.pause = pause;
  }

  void add(Wait wait) {
    waits.add(wait);
    startWhereNeeded();
  }

  void remove(Wait wait) {
    waits.remove(wait);
  }

  private void startWhereNeeded() {
    if (!waits.isEmpty() && watching.compareAndSet(false, true)) {
      Thread.ofVirtual().name("connection-watch").start(this::look);
    }
  }

  private void look() {
    try {
      while (!waits.isEmpty()) {
        Thread.sleep(pause);
        long now = System.nanoTime();
        waits.forEach(wait -> wait.endIfTooLong(now));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      watching.set(false);
    }
    startWhereNeeded();
  }
}
