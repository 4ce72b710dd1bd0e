package dev.slipway.bench.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A project in a folder of its own, as a user has it.
///
/// @param model the name of its model and endpoint
public record Project(Program program, Path folder, String model) {

  /// A fresh copy of the flight-delay example in `parent`, never built.
  public static Project flightDelay(Program program, Path parent, String model)
      throws IOException, InterruptedException {
    Path folder = parent.resolve(model);
    program.run(parent, "init", folder.toString(), "--from", "flight-delay");
    Path declared = folder.resolve("slipway.yaml");
    Files.writeString(
        declared,
        Files.readString(declared).replaceFirst("(?m)^name: flight-delay$", "name: " + model));
    return new Project(program, folder, model);
  }

  /// Builds the package and returns how many seconds the command took.
  public double build() throws IOException, InterruptedException {
    return program.run(folder, "build");
  }

  /// Registers the built package as the model's first version and brings it to production.
  public void release(ServerProcess server) throws IOException, InterruptedException {
    String version = model + ":1";
    onServer(server, "push");
    onServer(server, "approve", version, "--reason", "to be measured");
    onServer(server, "release", version, "--to", "staging");
    onServer(server, "release", version, "--to", "production", "--at-once");
  }

  private void onServer(ServerProcess server, String... arguments)
      throws IOException, InterruptedException {
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "--server";
    all[arguments.length + 1] = server.uri().toString();
    program.run(folder, all);
  }
}
