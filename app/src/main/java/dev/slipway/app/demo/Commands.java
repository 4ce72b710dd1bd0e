package dev.slipway.app.demo;

import dev.slipway.wire.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Runs the same commands that a user would type, and reads their `--json`.
final class Commands {
  private final CommandLine line;
  private final Path project;
  private final URI server;

  Commands(CommandLine line, Path project, URI server) {
    this.line = line;
    this.project = project;
    this.server = server;
  }

  /// The result of a command.
  ///
  /// @param exitCode 0, or 1 for an answer that is no
  record Ran(int exitCode, JsonNode result) {}

  /// Runs a command on the project, such as `build`.
  Ran onProject(String... arguments) {
    return run(arguments, "-C", project.toString());
  }

  /// Runs a command that talks to the server only.
  Ran onServer(String... arguments) {
    return run(arguments, "--server", server.toString(), "--as", "ada");
  }

  /// Runs a command on the project that talks to the server.
  Ran onBoth(String... arguments) {
    return run(arguments, "-C", project.toString(), "--server", server.toString(), "--as", "ada");
  }

  private Ran run(String[] arguments, String... options) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of(options));
    all.add("--json");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode =
        line.run(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            all.toArray(String[]::new));
    if (exitCode > 1) {
      throw new Unexpected(
          "'slipway %s' ended with exit code %d: %s"
              .formatted(
                  String.join(" ", arguments),
                  exitCode,
                  err.toString(StandardCharsets.UTF_8).strip()));
    }
    return new Ran(exitCode, Json.mapper().readTree(out.toString(StandardCharsets.UTF_8)));
  }
}
