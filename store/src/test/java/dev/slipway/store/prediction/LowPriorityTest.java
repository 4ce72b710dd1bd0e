package dev.slipway.store.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class LowPriorityTest {
  @Test
  @EnabledOnOs(OS.LINUX)
  void lowersTheThreadAndNoOther() {
    long before = nice();
    assertThat(niceIn(LowPriority.threads("low"))).isEqualTo(Math.max(10, before));
    assertThat(niceIn(Thread.ofPlatform().factory())).isEqualTo(before);
    assertThat(nice()).isEqualTo(before);
  }

  private static long niceIn(ThreadFactory threads) {
    CompletableFuture<Long> nice = new CompletableFuture<>();
    threads.newThread(() -> nice.complete(nice())).start();
    return nice.join();
  }

  /// What the system says of the calling thread: field 19 of proc_pid_stat(5), whose second may hold spaces.
  private static long nice() {
    try {
      String stat = Files.readString(Path.of("/proc/thread-self/stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return Long.parseLong(fields[19 - 3]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
