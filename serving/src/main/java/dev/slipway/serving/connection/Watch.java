package dev.slipway.serving.connection;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/// Looks at the waits of all connections and ends those that last too long. Thread-safe; its own thread
/// lives as long as there are connections.
final class Watch {
  private final Set<Wait> waits = ConcurrentHashMap.newKeySet();

  /// By the thread that shakes hands, which has no connection yet. One that fails stays until its time is over,
  /// when its thread is long gone.
  private final Map<Thread, Wait> handshakes = new ConcurrentHashMap<>();

  private final AtomicBoolean watching = new AtomicBoolean();
  private final Duration pause;

  Watch(Duration pause) {
    this.pause = pause;
  }

  void add(Wait wait) {
    waits.add(wait);
    startWhereNeeded();
  }

  /// Begins to wait until this thread has shaken hands.
  void beginHandshake(long allowedNanos) {
    Wait wait = new Wait();
    wait.begin(allowedNanos);
    handshakes.put(Thread.currentThread(), wait);
    startWhereNeeded();
  }

  void endHandshake() {
    Wait wait = handshakes.remove(Thread.currentThread());
    if (wait != null) {
      wait.end();
    }
  }

  void remove(Wait wait) {
    waits.remove(wait);
  }

  private boolean needed() {
    return !waits.isEmpty() || !handshakes.isEmpty();
  }

  private void startWhereNeeded() {
    if (needed() && watching.compareAndSet(false, true)) {
      Thread.ofVirtual().name("connection-watch").start(this::look);
    }
  }

  private void look() {
    try {
      while (needed()) {
        Thread.sleep(pause);
        long now = System.nanoTime();
        waits.forEach(wait -> wait.endIfTooLong(now));
        handshakes.values().removeIf(wait -> wait.endIfTooLong(now));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      watching.set(false);
    }
    startWhereNeeded();
  }
}
