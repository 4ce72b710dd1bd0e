package dev.slipway.app.cli;

import java.util.concurrent.CountDownLatch;

/// How a command that runs until it is stopped stops: SIGINT and SIGTERM close what it runs first.
final class Stopping {
  private Stopping() {}

  /// @param first what is done before
  static void closeAtExit(AutoCloseable running, Runnable first) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  try {
                    first.run();
                    running.close();
                  } catch (Exception e) {
                    System.err.println("slipway: stopping failed: " + e.getMessage());
                  }
                },
                "stop"));
  }

  /// Waits for the end of the process.
  static void await() throws InterruptedException {
    new CountDownLatch(1).await();
  }
}
