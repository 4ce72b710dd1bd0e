package dev.slipway.app.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/// Which package a command takes: the one that the project's last build made, unless another is named.
final class PackageOption {
  /// Where a build leaves its package, relative to the project.
  private static final String BUILT = ".slipway/package";

  @Parameters(
      paramLabel = "PACKAGE",
      arity = "0..1",
      description = "A package folder (the project's: " + BUILT + ").")
  private @Nullable Path folder;

  Path folder(ProjectOption project) {
    return folder == null ? project.folder().resolve(BUILT) : folder.toAbsolutePath().normalize();
  }
}
