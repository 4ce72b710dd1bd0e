package dev.slipway.scoring.sklearn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Trains models with the scikit-learn of this machine and compares 200 rows of each.
final class LiveParityTest {
  private static final List<String> PYTHONS = List.of("/usr/bin/python3", "python3");

  @TempDir static Path folder;

  @TestFactory
  Stream<DynamicTest> scoresAsTheInstalledScikitLearnDoes() throws Exception {
    run(python(), "src/test/python/sklearn_models.py", folder.toString());
    List<ParityCase> cases = ParityCase.in(folder);
    assertThat(cases).hasSizeGreaterThan(40);
    return cases.stream().map(c -> DynamicTest.dynamicTest(c.name(), c::check));
  }

  private static String python() throws IOException, InterruptedException {
    for (String python : PYTHONS) {
      try {
        if (exit(python, "-c", "import sklearn, pandas") == 0) {
          return python;
        }
      } catch (IOException _) {
        // This one is not installed.
      }
    }
    String why =
        "no Python with scikit-learn and pandas; install python3-sklearn and python3-pandas";
    if ("1".equals(System.getenv("SLIPWAY_REQUIRE_PYTHON")) || "true".equals(System.getenv("CI"))) {
      throw new AssertionError(why);
    }
    return abort(why);
  }

  private static void run(String... command) throws IOException, InterruptedException {
    assertThat(exit(command)).as(String.join(" ", command)).isZero();
  }

  private static int exit(String... command) throws IOException, InterruptedException {
    Path log = Files.createTempFile("python", ".log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError(String.join(" ", command) + " does not end");
    }
    if (process.exitValue() != 0) {
      System.err.println(Files.readString(log));
    }
    Files.delete(log);
    return process.exitValue();
  }
}
