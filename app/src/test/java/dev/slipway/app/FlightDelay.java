package dev.slipway.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The flight-delay example, built once for all tests by the real commands. Nothing may change it.
final class FlightDelay {
  private static final Path PROJECT = build();

  private FlightDelay() {}

  static Path project() {
    return PROJECT;
  }

  static Path packageFolder() {
    return PROJECT.resolve(".slipway/package");
  }

  private static Path build() {
    try {
      Path project = Files.createTempDirectory("flight-delay-").resolve("project");
      Ran.slipway("init", project.toString(), "--from", "flight-delay", "--json").json();
      Ran.slipway("build", "-C", project.toString(), "--json").json();
      return project;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
