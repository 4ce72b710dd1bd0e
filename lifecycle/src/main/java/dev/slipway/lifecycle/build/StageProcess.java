package dev.slipway.lifecycle.build;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.project.Project.Stage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/// Runs the commands of a stage in a shell, in its folder, with its output in
/// `.slipway/logs/STAGE.log`.
///
/// A command that outlives its time, or whose build is interrupted, is killed with all its children.
final class StageProcess {
  private static final int LAST_LINES = 20;
  private static final int LINE_LIMIT = 8_192;

  private final ProjectDisk disk;
  private final Map<String, String> environment;
  private final BiConsumer<String, String> output;

  /// @param environment added to the caller's own; `PATH` is put in front of the inherited one
  /// @param output takes each line with the stage's name
  StageProcess(
      ProjectDisk disk, Map<String, String> environment, BiConsumer<String, String> output) {
    this.disk = disk;
    this.environment = environment;
    this.output = output;
  }

  void run(String name, Stage stage) {
    long deadline = System.nanoTime() + stage.timeout().toNanos();
    Path log = disk.own("logs").resolve(name.replaceAll("[^A-Za-z0-9._@-]", "_") + ".log");
    ProjectDisk.writing(() -> Files.createDirectories(log.getParent()));
    try (Writer file = Files.newBufferedWriter(log)) {
      for (String command : stage.cmd()) {
        run(name, stage, command, deadline, file);
      }
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.ENVIRONMENT,
          "the stage '%s' cannot be started: %s".formatted(name, e.getMessage()),
          e);
    }
  }

  private void run(String name, Stage stage, String command, long deadline, Writer log)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(shell(), "-c", command);
    builder.directory(disk.at(stage.wdir()).toFile()).redirectErrorStream(true);
    builder.redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
    environment.forEach((key, value) ->
        builder
            .environment()
            .merge(key, value, (old, own) -> key.equals("PATH") ? own + ":" + old : own));
    Process process = builder.start();
    Tail tail = new Tail(name, log, output);
    Thread reader = Thread.ofVirtual().start(() -> tail.read(process));
    try {
      boolean ended = process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      kill(process);
      reader.join(Duration.ofSeconds(5));
      if (!ended) {
        throw new SlipwayException(
            ErrorCode.STAGE_FAILED,
            "the stage '%s' did not end within %s and was killed; raise its 'timeout' or find what hangs%s"
                .formatted(name, words(stage.timeout()), tail.text()));
      }
      if (process.exitValue() != 0) {
        throw new SlipwayException(
            ErrorCode.STAGE_FAILED,
            "the stage '%s' failed with exit code %d: %s%s"
                .formatted(name, process.exitValue(), command, tail.text()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SlipwayException(
          ErrorCode.INTERRUPTED, "the build was interrupted in the stage '%s'".formatted(name), e);
    } finally {
      kill(process);
    }
  }

  private static void kill(Process process) {
    List<ProcessHandle> tree =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    tree.forEach(ProcessHandle::destroyForcibly);
  }

  private static String shell() {
    return Files.isExecutable(Path.of("/bin/bash")) ? "/bin/bash" : "/bin/sh";
  }

  private static String words(Duration time) {
    return time.toString().substring(2).toLowerCase(java.util.Locale.ROOT);
  }

  /// Copies output to the log and the listener and remembers the last lines for the error.
  private static final class Tail {
    private final String stage;
    private final Writer log;
    private final BiConsumer<String, String> output;
    private final Deque<String> last = new ArrayDeque<>();

    Tail(String stage, Writer log, BiConsumer<String, String> output) {
      this.stage = stage;
      this.log = log;
      this.output = output;
    }

    void read(Process process) {
      try (BufferedReader in =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0; c = in.read()) {
          if (c == '\n' || c == '\r' || line.length() == LINE_LIMIT) {
            add(line);
          }
          if (c != '\n' && c != '\r') {
            line.append((char) c);
          }
        }
        add(line);
      } catch (IOException _) {
        // The process was killed; what it said before is kept.
      }
    }

    private void add(StringBuilder line) throws IOException {
      if (line.isEmpty()) {
        return;
      }
      String text = line.toString();
      line.setLength(0);
      log.write(text + "\n");
      log.flush();
      output.accept(stage, text);
      synchronized (last) {
        last.addLast(text);
        if (last.size() > LAST_LINES) {
          last.removeFirst();
        }
      }
    }

    String text() {
      synchronized (last) {
        return last.isEmpty() ? "" : "\n  | " + String.join("\n  | ", last);
      }
    }
  }
}
