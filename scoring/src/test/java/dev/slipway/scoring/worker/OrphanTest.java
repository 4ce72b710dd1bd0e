package dev.slipway.scoring.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.model.Rows;
import dev.slipway.core.model.Scorer;
import dev.slipway.scoring.Python;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A program that is killed with signal 9 while it has workers.
final class OrphanTest {
  private static final String PROGRAM =
      """
      import os, time
      warm = False
      def predict(model, data):
          global warm
          if warm:
              print("busy", flush=True)
              while True:
                  pass
          warm = True
          return [0] * len(data)
      """;

  @TempDir private Path folder;

  @Test
  void leavesNoWorkerBehindNotEvenABusyOne() throws IOException, InterruptedException {
    Python.needs("numpy");
    PythonModelFolder.in(folder, PROGRAM)
        .with(
            "predict.json",
            "{\"inputs\": [{\"name\": \"x\", \"type\": \"decimal\"}], \"data\": \"numpy\"}");
    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                OrphanTest.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    ProcessHandle worker;
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(program.getInputStream(), StandardCharsets.UTF_8))) {
      worker = ProcessHandle.of(Long.parseLong(String.valueOf(out.readLine()))).orElseThrow();
      assertThat(worker.isAlive()).isTrue();
      program.destroyForcibly().waitFor();
    }
    Processes.awaitEnd(worker);
  }

  /// The program: prints its worker's number once that computes without end.
  public static void main(String[] arguments) throws InterruptedException {
    Scorer scorer = new PythonModelFolder(Path.of(arguments[0])).load();
    Rows rows = Rows.forSignature(scorer.signature());
    rows.add();
    Thread.ofPlatform().start(() -> scorer.score(rows, new double[1]));
    Thread.sleep(500);
    System.out.println(Processes.workers().iterator().next().pid());
    Thread.currentThread().join();
  }
}
