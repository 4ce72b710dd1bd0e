package dev.slipway.scoring.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.model.Rows;
import dev.slipway.core.model.Scorer;
import dev.slipway.scoring.Python;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Workers that are killed with signal 9 again and again while requests come: every request gets its own
/// answer.
final class KilledWorkersTest {
  private static final int CALLERS = 8;
  private static final String MANIFEST =
      """
      {"inputs": [{"name": "a", "type": "decimal"}, {"name": "b", "type": "decimal"}], "data": "numpy"}
      """;
  private static final String PROGRAM =
      """
      import time
      def predict(model, data):
          time.sleep(0.003)
          return data[:, 0] * 1000 + data[:, 1]
      """;

  @TempDir private Path folder;

  @Test
  void forTenSeconds() throws InterruptedException {
    run(Duration.ofSeconds(10), Duration.ofMillis(500));
  }

  @Test
  @Tag("slow")
  void everySecondForAMinute() throws InterruptedException {
    run(Duration.ofMinutes(1), Duration.ofSeconds(1));
  }

  private void run(Duration length, Duration pause) throws InterruptedException {
    Python.needs("numpy");
    PythonSettings settings =
        new PythonSettings("/usr/bin/python3", 3, Duration.ofSeconds(60), 1L << 30);
    Queue<String> wrong = new ConcurrentLinkedQueue<>();
    AtomicLong answered = new AtomicLong();
    int killed = 0;
    try (Scorer scorer =
        PythonModelFolder.in(folder, PROGRAM).with("predict.json", MANIFEST).load(settings)) {
      long until = System.nanoTime() + length.toNanos();
      List<Thread> callers =
          IntStream.range(0, CALLERS)
              .mapToObj(caller ->
                  Thread.ofVirtual().start(() -> ask(scorer, caller, until, wrong, answered)))
              .toList();
      Random random = new Random(7);
      while (System.nanoTime() < until) {
        Thread.sleep(pause);
        List<ProcessHandle> workers = List.copyOf(Processes.workers());
        if (!workers.isEmpty() && workers.get(random.nextInt(workers.size())).destroyForcibly()) {
          killed++;
        }
      }
      for (Thread caller : callers) {
        caller.join();
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(killed).isGreaterThanOrEqualTo((int) (length.dividedBy(pause) / 2));
    assertThat(answered.get()).isGreaterThan(100);
    System.getLogger(KilledWorkersTest.class.getName())
        .log(System.Logger.Level.INFO, killed + " kills, " + answered + " requests answered");
  }

  private static void ask(
      Scorer scorer, int caller, long until, Queue<String> wrong, AtomicLong answered) {
    Random random = new Random(caller);
    Rows rows = Rows.forSignature(scorer.signature());
    double[] out = new double[64];
    for (int request = 0; System.nanoTime() < until; request++) {
      rows.clear();
      int count = 1 + random.nextInt(20);
      for (int r = 0; r < count; r++) {
        rows.add();
        rows.number(r, 0, caller * 1_000_000.0 + request);
        rows.number(r, 1, r);
      }
      try {
        scorer.score(rows, out);
      } catch (RuntimeException e) {
        wrong.add("caller %d, request %d: %s".formatted(caller, request, e.getMessage()));
        continue;
      }
      for (int r = 0; r < count; r++) {
        double expected = (caller * 1_000_000.0 + request) * 1000 + r;
        if (out[r] != expected) {
          wrong.add("caller %d, request %d, row %d: %s".formatted(caller, request, r, out[r]));
        }
      }
      answered.incrementAndGet();
    }
  }
}
