package dev.slipway.serving.plane;

import java.util.function.LongConsumer;

/// Measures every few milliseconds how long a virtual thread waits for a processor, which is how long a request
/// waits between its bytes being there and its handler running: that queue is the scheduler's, and nothing else
/// shows its length. A probe that still waits counts with its age.
final class RunQueueProbe implements AutoCloseable {
  private static final int PAUSE_MILLIS = 5;

  private final LongConsumer queued;
  private final Thread thread;
  private volatile long waited;

  private RunQueueProbe(LongConsumer queued) {
    this.queued = queued;
    this.thread = Thread.ofPlatform().daemon().name("overload").unstarted(this::run);
  }

  /// @param queued is told each wait in nanoseconds, by one thread
  static RunQueueProbe start(LongConsumer queued) {
    RunQueueProbe probe = new RunQueueProbe(queued);
    probe.thread.start();
    return probe;
  }

  private void run() {
    try {
      while (true) {
        long sentAt = System.nanoTime();
        waited = 0;
        Thread.startVirtualThread(() -> waited = Math.max(1, System.nanoTime() - sentAt));
        Thread.sleep(PAUSE_MILLIS);
        while (waited == 0) {
          queued.accept(System.nanoTime() - sentAt);
          Thread.sleep(PAUSE_MILLIS);
        }
        queued.accept(waited);
      }
    } catch (InterruptedException _) {
      // Closed.
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
