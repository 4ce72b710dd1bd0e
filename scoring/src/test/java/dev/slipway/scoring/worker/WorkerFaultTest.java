package dev.slipway.scoring.worker;

import static dev.slipway.scoring.worker.PythonModelFolder.score;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.Scorer;
import dev.slipway.scoring.Python;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Models that misbehave: each costs its own request and no other.
final class WorkerFaultTest {
  private static final String ONE_INPUT =
      "{\"inputs\": [{\"name\": \"x\", \"type\": \"decimal\"}], \"data\": \"numpy\"}";

  @TempDir private Path folder;

  @BeforeAll
  static void needsNumpy() {
    Python.needs("numpy");
  }

  @Test
  void aPredictionThatHangsTimesOutAndItsWorkerIsReplaced() throws InterruptedException {
    String program =
        """
        import os, time
        def predict(model, data):
            if (data < 0).any():
                time.sleep(1000)
            return [os.getpid()] * len(data)
        """;
    try (Scorer scorer = model(program).load(settings(1, Duration.ofSeconds(2)))) {
      double[] first = score(scorer, new Object[] {1});
      assertThatThrownBy(() -> score(scorer, new Object[] {-1}))
          .isInstanceOfSatisfying(
              SlipwayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TIMEOUT))
          .hasMessageContaining("did not answer within 2.0 s");
      for (ProcessHandle late : ProcessHandle.of((long) first[0]).stream().toList()) {
        Processes.awaitEnd(late);
      }
      assertThat(score(scorer, new Object[] {1})[0]).isNotEqualTo(first[0]);
    }
  }

  @Test
  void aWorkerThatGrowsIsReplacedWithoutLosingARequest() {
    String program =
        """
        import os, time
        kept = []
        def predict(model, data):
            kept.append(bytearray(8_000_000))
            time.sleep(0.05)
            return [os.getpid()] * len(data)
        """;
    PythonSettings small =
        new PythonSettings("/usr/bin/python3", 1, Duration.ofSeconds(30), 120L << 20);
    Set<Double> workers = new HashSet<>();
    try (Scorer scorer = model(program).load(small)) {
      for (int i = 0; i < 60; i++) {
        workers.add(score(scorer, new Object[] {1})[0]);
      }
    }
    assertThat(workers).hasSizeGreaterThan(1);
  }

  @Test
  void aPredictionThatWantsTooMuchMemoryIsAnError() {
    String program =
        """
        import numpy
        def predict(model, data):
            return numpy.ones(int(data[0, 0]) * 1_000_000).sum() * numpy.ones(len(data))
        """;
    PythonSettings small =
        new PythonSettings("/usr/bin/python3", 1, Duration.ofSeconds(30), 128L << 20);
    try (Scorer scorer = model(program).load(small)) {
      assertThatThrownBy(() -> score(scorer, new Object[] {4_000}))
          .hasMessageContaining("MemoryError");
      assertThat(score(scorer, new Object[] {1})).containsExactly(1_000_000);
    }
  }

  @Test
  void whatAModelPrintsNeverReachesItsAnswers() {
    String program =
        """
        import os, sys
        print("at import")
        def predict(model, data):
            os.write(1, os.urandom(100_000))
            os.write(2, b"\\xff" * 50_000)
            print("RESULT", 7, flush=True)
            sys.__stdout__.buffer.write(b"\\x00\\x00\\x00\\x01\\x05")
            return data[:, 0] * 2
        """;
    try (Scorer scorer = model(program).load()) {
      for (int i = 0; i < 50; i++) {
        assertThat(score(scorer, new Object[] {i}, new Object[] {i + 0.5}))
            .containsExactly(2 * i, 2 * i + 1);
      }
    }
  }

  @Test
  void aModelThatExitsAtImportIsRefusedWithItsExitCode() {
    assertThatThrownBy(() -> model("import os; os._exit(3)").load())
        .isInstanceOfSatisfying(
            SlipwayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT_MODEL))
        .hasMessageContaining("its worker exited with code 3");
    assertThatThrownBy(() -> model("import sys\nsys.exit(3)").load())
        .hasMessageContaining("failed in its load: SystemExit: 3 (predict.py, line 2)");
    assertThatThrownBy(() -> model("def answer(model, data): pass").load())
        .hasMessageContaining("predict.py has no function predict(model, data)");
    assertThatThrownBy(() -> model("def predict(").load()).hasMessageContaining("SyntaxError");
  }

  @Test
  void whatTheInterpreterLacksIsNamed() {
    assertThatThrownBy(() -> model("import no_such_library").load())
        .isInstanceOfSatisfying(
            SlipwayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ENVIRONMENT))
        .hasMessageContaining(
            "needs the module 'no_such_library', which /usr/bin/python3 does not have");
    PythonSettings nowhere = new PythonSettings("/no/python", 1, Duration.ofSeconds(5), 1L << 30);
    assertThatThrownBy(() -> model("").load(nowhere))
        .hasMessageContaining("interpreter '/no/python' cannot be started");
  }

  @Test
  void aRequestThatKillsItsWorkersIsGivenUpAndTheOthersAreAnswered() {
    String program =
        """
        import os
        def predict(model, data):
            if (data < 0).any():
                os._exit(9)
            return data[:, 0]
        """;
    try (Scorer scorer = model(program).load(settings(2, Duration.ofSeconds(30)))) {
      assertThatThrownBy(() -> score(scorer, new Object[] {-1}))
          .isInstanceOfSatisfying(
              SlipwayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERNAL))
          .hasMessageContaining("exited with code 9");
      assertThat(score(scorer, new Object[] {5})).containsExactly(5);
    }
  }

  @Test
  void aChildThatAModelForksDoesNotAnswerInItsPlace() {
    String program =
        """
        import os
        def predict(model, data):
            child = os.fork()
            return data[:, 0] if child else data[:, 0] + 1000
        """;
    try (Scorer scorer = model(program).load()) {
      for (int i = 0; i < 30; i++) {
        assertThat(score(scorer, new Object[] {i})).containsExactly(i);
      }
    }
  }

  @Test
  void whatAWorkerStartedEndsWithIt() throws InterruptedException {
    String program =
        """
        import os, subprocess
        def predict(model, data):
            sleeper = subprocess.Popen(["sleep", "1000"])
            forked = os.fork()
            if forked == 0:
                import time
                time.sleep(1000)
            return [[os.getpid(), sleeper.pid, forked]] * len(data)
        """;
    try (Scorer scorer = model(program).load()) {
      double[] pids = score(scorer, new Object[] {1});
      List<ProcessHandle> family =
          Arrays.stream(pids).mapToObj(pid -> ProcessHandle.of((long) pid).orElseThrow()).toList();
      family.getFirst().destroyForcibly();
      for (ProcessHandle process : family) {
        Processes.awaitEnd(process);
      }
      assertThat(score(scorer, new Object[] {1})[0]).isNotEqualTo(pids[0]);
    }
  }

  @Test
  void aModelThatStopsStartingIsNotReadyUntilItStartsAgain() throws Exception {
    String program =
        """
        import os
        if os.path.exists(os.path.join(os.path.dirname(__file__), "broken")):
            raise RuntimeError("the disk is gone")
        def predict(model, data):
            return [os.getpid()] * len(data)
        """;
    try (Scorer scorer = model(program).load()) {
      long worker = (long) score(scorer, new Object[] {1})[0];
      Path broken = Files.createFile(folder.resolve("broken"));
      ProcessHandle.of(worker).orElseThrow().destroyForcibly();
      // Waits in the queue until the pool gives up starting workers.
      assertThatThrownBy(() -> score(scorer, new Object[] {1}))
          .isInstanceOfSatisfying(
              SlipwayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_READY))
          .hasMessageContaining("no Python worker stays up")
          .hasMessageContaining("RuntimeError: the disk is gone");
      assertThat(scorer.ready()).isFalse();
      Files.delete(broken);
      while (!scorer.ready()) {
        Thread.sleep(20);
      }
      assertThat(score(scorer, new Object[] {1})[0]).isNotEqualTo(worker);
    }
  }

  @Test
  void aWorkerSeesNoEnvironmentButItsOwn() {
    String program =
        """
        import os
        KNOWN = {"PATH", "LANG", "LC_ALL", "TZ", "LD_LIBRARY_PATH", "HOME", "TMPDIR", "LC_CTYPE",
                 "OMP_WAIT_POLICY"}
        def predict(model, data):
            secrets = [n for n in os.environ if n not in KNOWN and not n.endswith("_THREADS")]
            if secrets:
                raise ValueError(str(secrets))
            assert os.environ["OMP_NUM_THREADS"] == "1"
            assert os.stat(os.environ["HOME"]).st_mode & 0o777 == 0o700
            return [len(os.environ)] * len(data)
        """;
    assertThat(System.getenv()).hasSizeGreaterThan(6);
    try (Scorer scorer = model(program).load()) {
      assertThat(score(scorer, new Object[] {1})[0]).isPositive();
    }
  }

  @Test
  void closingEndsEveryProcess() throws InterruptedException {
    Set<ProcessHandle> workers;
    try (Scorer scorer =
        model("def predict(model, data): return data[:, 0]")
            .load(settings(2, Duration.ofSeconds(30)))) {
      score(scorer, new Object[] {1});
      workers = Processes.workers();
      assertThat(workers).isNotEmpty();
    }
    for (ProcessHandle worker : workers) {
      Processes.awaitEnd(worker);
    }
  }

  private PythonModelFolder model(String program) {
    return PythonModelFolder.in(folder, program).with("predict.json", ONE_INPUT);
  }

  private static PythonSettings settings(int workers, Duration timeout) {
    return new PythonSettings("/usr/bin/python3", workers, timeout, 1L << 30);
  }
}
