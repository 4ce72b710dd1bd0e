package dev.slipway.app.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/// How a command that runs until it is stopped stops: SIGINT and SIGTERM close what it runs first.
final class Stopping {
  private static final int TERMINATED = 128 + 15;

  private Stopping() {}

  /// @param first what is done before
  /// @param most how long all of it may take; what is not done then is left as `kill -9` would leave it
  static void closeAtExit(AutoCloseable running, Runnable first, Duration most) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  Thread.ofPlatform().daemon().name("stop by force").start(() -> haltAfter(most));
                  try {
                    first.run();
                    running.close();
                  } catch (Exception e) {
                    System.err.println("slipway: stopping failed: " + e.getMessage());
                  }
                },
                "stop"));
  }

  private static void haltAfter(Duration most) {
    try {
      Thread.sleep(most);
    } catch (InterruptedException _) {
      return;
    }
    System.err.printf(
        "slipway: stopping took longer than %d s; what was still under way is given up%n",
        most.toSeconds());
    Runtime.getRuntime().halt(TERMINATED);
  }

  /// Waits for the end of the process.
  static void await() throws InterruptedException {
    new CountDownLatch(1).await();
  }
}
