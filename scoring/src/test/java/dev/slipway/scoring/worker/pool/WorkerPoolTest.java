package dev.slipway.scoring.worker.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.Deadline;
import dev.slipway.core.model.Rows;
import dev.slipway.scoring.Python;
import dev.slipway.scoring.worker.process.Launch;
import dev.slipway.scoring.worker.process.WorkerFolder;
import dev.slipway.scoring.worker.process.WorkerProcess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Requests that meet in the queue. The model answers a row `x` with how many rows came with it; it waits
/// until the file `go` is there for `x = 0`, and fails where some `x < 0`.
final class WorkerPoolTest {
  private static final String PROGRAM =
      """
      import os, time
      HERE = os.path.dirname(__file__)
      warm = False
      def predict(model, data):
          global warm
          if warm and (data == 0).any():
              open(os.path.join(HERE, "waiting"), "w").close()
              while not os.path.exists(os.path.join(HERE, "go")):
                  time.sleep(0.01)
          warm = True
          if (data < 0).any():
              raise ValueError("below zero")
          return [[len(data), os.getpid()]] * len(data)
      """;

  @TempDir private Path folder;

  @BeforeAll
  static void needsNumpy() {
    Python.needs("numpy");
  }

  @BeforeEach
  void write() throws Exception {
    Files.writeString(folder.resolve("predict.py"), PROGRAM);
  }

  @Test
  void whatWaitsAtTheSameTimeGoesTogether() throws Exception {
    List<Object> answers = meet(PoolLimits.of(1, Duration.ofSeconds(30)), 1, 2, 3, 4, 5);
    assertThat(answers).containsExactly(5.0, 5.0, 5.0, 5.0, 5.0);
  }

  @Test
  void onlyUpToTheRowsOfABatch() throws Exception {
    List<Object> answers =
        meet(PoolLimits.of(1, Duration.ofSeconds(30)).withBatchRows(2), 1, 2, 3, 4, 5);
    assertThat(answers).containsExactly(2.0, 2.0, 2.0, 2.0, 1.0);
  }

  @Test
  void anErrorOfOneIsNotTheErrorOfThoseThatWereWithIt() throws Exception {
    List<Object> answers = meet(PoolLimits.of(1, Duration.ofSeconds(30)), 1, -2, 3);
    assertThat(answers.get(0)).isEqualTo(1.0);
    assertThat(answers.get(1))
        .isInstanceOfSatisfying(
            SlipwayException.class,
            e -> assertThat(e).hasMessageContaining("ValueError: below zero"));
    assertThat(answers.get(2)).isEqualTo(1.0);
  }

  @Test
  void aFullQueueRefusesAtOnce() throws Exception {
    List<Object> answers = meet(PoolLimits.of(1, Duration.ofSeconds(30)).withQueue(3), 1, 2, 3, 4);
    assertThat(answers.subList(0, 3)).containsExactly(3.0, 3.0, 3.0);
    assertThat(answers.get(3))
        .isInstanceOfSatisfying(
            SlipwayException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.OVERLOADED);
              assertThat(e).hasMessageContaining("3 requests wait");
            });
  }

  @Test
  void aRequestThatWaitsTooLongIsTakenBack() throws Exception {
    List<Object> answers = meet(PoolLimits.of(1, Duration.ofMillis(800)), 0);
    assertThat(answers.getFirst())
        .isInstanceOfSatisfying(
            SlipwayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TIMEOUT));
  }

  @Test
  void aWorkerIsReplacedAfterItsNumberOfRequests() {
    Set<Double> workers = new HashSet<>();
    try (WorkerFolder files = WorkerFolder.create();
        WorkerPool pool =
            pool(files, PoolLimits.of(1, Duration.ofSeconds(30)).recycledAfter(0, 5))) {
      while (workers.size() < 3) {
        workers.add(ask(pool, 1)[1]);
      }
    }
    assertThat(workers).hasSize(3);
  }

  @Test
  void aPoolWhoseFirstWorkerFailsIsNone() throws Exception {
    Files.writeString(folder.resolve("predict.py"), "raise OSError('no disk')");
    try (WorkerFolder files = WorkerFolder.create()) {
      assertThatThrownBy(() -> pool(files, PoolLimits.of(2, Duration.ofSeconds(30))).close())
          .hasMessageContaining("OSError: no disk");
    }
  }

  @Test
  void aClosedPoolRefuses() {
    try (WorkerFolder files = WorkerFolder.create()) {
      WorkerPool pool = pool(files, PoolLimits.of(1, Duration.ofSeconds(30)));
      pool.close();
      assertThat(pool.ready()).isFalse();
      assertThatThrownBy(() -> ask(pool, 1))
          .isInstanceOfSatisfying(
              SlipwayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_READY));
    }
  }

  @Test
  void whoseDeadlinePassesInTheQueueIsToldAndNoWorkerDiesOfIt() throws Exception {
    try (WorkerFolder files = WorkerFolder.create();
        WorkerPool pool = pool(files, PoolLimits.of(1, Duration.ofSeconds(30)));
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<double[]> first = callers.submit(() -> ask(pool, 0));
      while (!Files.exists(folder.resolve("waiting"))) {
        Thread.sleep(5);
      }

      assertThatThrownBy(() -> ask(pool, 1, Deadline.after(System.nanoTime(), 20_000_000)))
          .isInstanceOfSatisfying(
              SlipwayException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED));
      assertThat(pool.waiting()).isZero();
      Files.createFile(folder.resolve("go"));
      assertThat(ask(pool, 1)[1]).isEqualTo(first.get()[1]);
    }
  }

  /// Occupies the only worker, has the requests queue in their order, lets the worker go on, and returns
  /// how many rows each was answered with, or its exception. Where the time is too short to let it go on,
  /// it hangs.
  private List<Object> meet(PoolLimits limits, double... requests) throws Exception {
    List<Object> answers = new ArrayList<>();
    try (WorkerFolder files = WorkerFolder.create();
        WorkerPool pool = pool(files, limits);
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<double[]> first = callers.submit(() -> ask(pool, 0));
      while (!Files.exists(folder.resolve("waiting"))) {
        Thread.sleep(5);
      }
      List<Future<Double>> waiting = new ArrayList<>();
      for (double request : requests) {
        Callable<Double> question = () -> ask(pool, request)[0];
        waiting.add(callers.submit(question));
        while (pool.waiting() < Math.min(waiting.size(), limits.queue())
            && !waiting.getLast().isDone()) {
          Thread.sleep(1);
        }
      }
      if (limits.timeout().toSeconds() > 1) {
        Files.createFile(folder.resolve("go"));
        assertThat(first.get()[0]).isEqualTo(1);
      }
      for (Future<Double> answer : waiting) {
        try {
          answers.add(answer.get());
        } catch (ExecutionException e) {
          answers.add(e.getCause());
        }
      }
    }
    return answers;
  }

  private static double[] ask(WorkerPool pool, double x) {
    return ask(pool, x, Deadline.NONE);
  }

  private static double[] ask(WorkerPool pool, double x, Deadline deadline) {
    Rows rows = Rows.forSignature(pool.introduction().signature());
    rows.add();
    rows.number(0, 0, x);
    double[] out = new double[2];
    pool.score(rows, out, deadline);
    return out;
  }

  private WorkerPool pool(WorkerFolder files, PoolLimits limits) {
    String load =
        """
        {"kind": "folder", "path": "%s", "data_form": "numpy", "example": {},
         "inputs": [{"name": "x", "type": "decimal"}]}
        """
            .formatted(folder);
    Launch launch =
        new Launch(
            "meeting",
            "/usr/bin/python3",
            load.getBytes(StandardCharsets.UTF_8),
            0,
            Duration.ofSeconds(60));
    return new WorkerPool("meeting", () -> WorkerProcess.start(launch, files), limits);
  }
}
