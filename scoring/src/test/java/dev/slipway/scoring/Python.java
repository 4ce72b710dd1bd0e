package dev.slipway.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Runs the training scripts of `src/test/python` with Debian's Python. Where a library is not installed
/// the test is skipped, or fails if `SLIPWAY_REQUIRE_PYTHON=1` or `CI=true`.
public final class Python {
  private static final String PYTHON = "/usr/bin/python3";

  private Python() {}

  /// Skips the test unless Python can import `module`.
  public static void needs(String module) {
    boolean there = run("-c", "import " + module) == 0;
    boolean required =
        "1".equals(System.getenv("SLIPWAY_REQUIRE_PYTHON")) || "true".equals(System.getenv("CI"));
    if (required) {
      assertThat(there).as("%s can import %s", PYTHON, module).isTrue();
    }
    assumeThat(there).as("%s can import %s", PYTHON, module).isTrue();
  }

  /// Runs a script of `src/test/python`.
  public static void script(String name, Object... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of("src/test/python", name).toString());
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    assertThat(run(command.toArray(String[]::new))).as(name).isZero();
  }

  private static int run(String... arguments) {
    List<String> command = new ArrayList<>(List.of(PYTHON));
    command.addAll(List.of(arguments));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      byte[] output = process.getInputStream().readAllBytes();
      int status = process.waitFor();
      if (status != 0 && arguments.length > 2) {
        throw new AssertionError(new String(output, StandardCharsets.UTF_8));
      }
      return status;
    } catch (IOException e) {
      return 127;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
