package dev.slipway.bench.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The `slipway` command of a checkout. It is expected to be built: what is measured is never a build of
/// Slipway itself.
///
/// @param launcher words before the command, by which another program starts it
public record Program(Path checkout, List<String> launcher) {

  /// The program of the folder that we run in.
  public static Program here() {
    Path checkout = Path.of("").toAbsolutePath();
    if (!Files.isExecutable(checkout.resolve("slipway"))) {
      throw new IllegalStateException(
          "no ./slipway in %s; run ./dev bench in the checkout".formatted(checkout));
    }
    return new Program(checkout, List.of());
  }

  /// The same program, held to one processor.
  public Program pinnedTo(int core) {
    return new Program(checkout, List.of("taskset", "-c", Integer.toString(core)));
  }

  /// Holds this process and all of its threads to one processor.
  public static void pinSelfTo(int core) throws IOException, InterruptedException {
    String self = Long.toString(ProcessHandle.current().pid());
    int exitCode =
        new ProcessBuilder("taskset", "-a", "-c", "-p", Integer.toString(core), self)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start()
            .waitFor();
    if (exitCode != 0) {
      throw new IllegalStateException("taskset could not hold us to processor " + core);
    }
  }

  /// Runs a command to its end and returns how many seconds that took.
  public double run(Path folder, String... arguments) throws IOException, InterruptedException {
    Path output = Files.createTempFile("slipway-bench-", ".out");
    try {
      long start = System.nanoTime();
      Process process =
          process(arguments)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      int exitCode = process.waitFor();
      double seconds = (System.nanoTime() - start) / 1e9;
      if (exitCode != 0) {
        throw new IllegalStateException(
            "'slipway %s' ended with exit code %d: %s"
                .formatted(String.join(" ", arguments), exitCode, Files.readString(output)));
      }
      return seconds;
    } finally {
      Files.delete(output);
    }
  }

  /// Starts a server on a free port and waits until it is ready.
  public ServerProcess server(Path home) throws IOException, InterruptedException {
    return ServerProcess.start(
        process("server", "--home", home.toString(), "--port", "0", "--json")
            .redirectError(ProcessBuilder.Redirect.INHERIT));
  }

  /// The command that runs a class of the benchmarks, in a JVM like this one.
  public static List<String> java(String mainClass, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseG1GC",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            mainClass));
    command.addAll(arguments);
    return command;
  }

  private ProcessBuilder process(String... arguments) {
    List<String> command = new ArrayList<>(launcher);
    command.add(checkout.resolve("slipway").toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("SLIPWAY_NO_BUILD", "1");
    return builder;
  }
}
