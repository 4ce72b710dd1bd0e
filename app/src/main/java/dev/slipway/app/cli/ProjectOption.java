package dev.slipway.app.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/// Which project a command works on.
final class ProjectOption {
  @Option(
      names = {"-C", "--project"},
      paramLabel = "DIR",
      defaultValue = ".",
      description = "The project's folder, the one with slipway.yaml (the current folder).")
  private Path folder;

  Path folder() {
    return folder.toAbsolutePath().normalize();
  }
}
