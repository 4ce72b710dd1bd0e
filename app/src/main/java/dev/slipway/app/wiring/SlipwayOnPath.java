package dev.slipway.app.wiring;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/// Lets the stages of a build find the very program that builds them: a folder with a `slipway` command for
/// the front of their `PATH`. It lives as long as this process.
final class SlipwayOnPath {
  private SlipwayOnPath() {}

  static Map<String, String> environment() {
    try {
      Path folder = Files.createTempDirectory("slipway-path-");
      Path command = folder.resolve("slipway");
      Files.writeString(command, script());
      Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwx------"));
      folder.toFile().deleteOnExit();
      command.toFile().deleteOnExit();
      return Map.of("PATH", folder.toString());
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.STORAGE,
          "cannot write to the folder for temporary files: " + e.getMessage(),
          e);
    }
  }

  private static String script() {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return """
    #!/bin/sh
    exec '%s' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC%s --enable-native-access=ALL-UNNAMED \
    --sun-misc-unsafe-memory-access=allow -cp '%s' dev.slipway.app.Main "$@"
    """
        .formatted(java, archive(), absolute(System.getProperty("java.class.path")));
  }

  /// The class-data archive of an installed program halves the start of each stage.
  private static String archive() {
    Path archive =
        Path.of(System.getProperty("java.class.path").split(File.pathSeparator)[0])
            .toAbsolutePath()
            .resolveSibling("../slipway.jsa")
            .normalize();
    return Files.isRegularFile(archive)
        ? " -Xlog:disable -Xlog:all=error:stderr '-XX:SharedArchiveFile=" + archive + "'"
        : "";
  }

  private static String absolute(String classPath) {
    return java.util.Arrays.stream(classPath.split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(java.util.stream.Collectors.joining(File.pathSeparator));
  }
}
