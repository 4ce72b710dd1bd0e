package dev.slipway.scoring.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

/// The processes that tests look at.
final class Processes {
  private Processes() {}

  /// The workers of this program that run now.
  static Set<ProcessHandle> workers() {
    return ProcessHandle.current()
        .children()
        .filter(child -> child.info().command().orElse("").contains("python"))
        .collect(Collectors.toSet());
  }

  /// Waits for the end of a process, which may be no child of ours.
  static void awaitEnd(ProcessHandle process) throws InterruptedException {
    long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (process.isAlive()) {
      assertThat(System.nanoTime() - until).as("%d still runs", process.pid()).isNegative();
      Thread.sleep(10);
    }
  }
}
