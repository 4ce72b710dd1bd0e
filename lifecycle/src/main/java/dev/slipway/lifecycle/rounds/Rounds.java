package dev.slipway.lifecycle.rounds;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Does the same work over and over on one virtual thread, from [#start] to [#close].
public final class Rounds implements AutoCloseable {
  private final String name;
  private final Duration pause;
  private final int rest;
  private final Runnable work;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile @Nullable Thread thread;

  /// @param pause the least time between the end of a round and the next
  /// @param rest how many times as long as a round took it waits at least
  /// @param work one round; what it throws ends the thread
  public Rounds(String name, Duration pause, int rest, Runnable work) {
    this.name = name;
    this.pause = pause;
    this.rest = rest;
    this.work = work;
  }

  public void start() {
    thread = Thread.ofVirtual().name(name).start(this::run);
  }

  private void run() {
    try {
      Duration wait = pause;
      while (!stopping.await(wait.toNanos(), TimeUnit.NANOSECONDS)) {
        long before = System.nanoTime();
        work.run();
        Duration enough = Duration.ofNanos(System.nanoTime() - before).multipliedBy(rest);
        wait = enough.compareTo(pause) > 0 ? enough : pause;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Waits for a round that is under way.
  @Override
  public void close() {
    stopping.countDown();
    Thread running = thread;
    if (running != null) {
      try {
        running.join();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
