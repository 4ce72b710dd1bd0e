package dev.slipway.serving.connection;

import io.helidon.webserver.ServerConnectionException;
import java.util.concurrent.atomic.AtomicReference;

/// The wait of one thread for a client, which another thread ends when it lasts too long: the interrupt
/// closes the socket that a virtual thread is blocked on.
///
/// Thread-safe: of the two, the waiting thread that goes on and the watching one that ends the wait, the first
/// to change the state wins, so that a thread that already works is not interrupted.
final class Wait {
  private enum State {
    WORKING,
    WAITING,
    ENDED
  }

  private final AtomicReference<State> state = new AtomicReference<>(State.WORKING);
  private volatile Thread thread = Thread.currentThread();
  private volatile long since;
  private volatile long allowed;

  void begin(long allowedNanos) {
    thread = Thread.currentThread();
    since = System.nanoTime();
    allowed = allowedNanos;
    if (!state.compareAndSet(State.WORKING, State.WAITING)) {
      throw tooSlow();
    }
  }

  /// Returns how many nanoseconds it was.
  long end() {
    if (!state.compareAndSet(State.WAITING, State.WORKING)) {
      throw tooSlow();
    }
    return System.nanoTime() - since;
  }

  /// Returns whether it was ended.
  boolean endIfTooLong(long now) {
    boolean ended =
        state.get() == State.WAITING
            && now - since > allowed
            && state.compareAndSet(State.WAITING, State.ENDED);
    if (ended) {
      thread.interrupt();
    }
    return ended;
  }

  private static ServerConnectionException tooSlow() {
    boolean _ = Thread.interrupted();
    return new ServerConnectionException(
        "the client is too slow", new InterruptedException("the wait for a client was ended"));
  }
}
