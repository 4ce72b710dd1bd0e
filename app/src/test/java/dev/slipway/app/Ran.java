package dev.slipway.app;

import dev.slipway.app.cli.SlipwayCommand;
import dev.slipway.wire.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/// A command that ran in this process, and what it wrote.
record Ran(int exitCode, String out, String err) {
  static Ran slipway(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode =
        SlipwayCommand.run(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            arguments);
    return new Ran(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /// The result of a command that had to work.
  JsonNode json() {
    if (exitCode > 1) {
      throw new AssertionError("exit code " + exitCode + ": " + err);
    }
    return Json.mapper().readTree(out);
  }
}
