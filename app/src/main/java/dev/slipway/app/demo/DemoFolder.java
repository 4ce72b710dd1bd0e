package dev.slipway.app.demo;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/// The folder that a demo plays in: a project and a server's home. A folder from an earlier demo is
/// emptied; any other folder that has something in it is left alone.
public record DemoFolder(Path folder) {
  private static final String MARK = ".slipway-demo";

  public static DemoFolder prepare(Path folder) {
    try {
      if (Files.exists(folder)) {
        if (!Files.exists(folder.resolve(MARK)) && !isEmpty(folder)) {
          throw new SlipwayException(
              ErrorCode.CONFLICT,
              "%s exists and was not made by a demo; name another folder with --dir"
                  .formatted(folder));
        }
        empty(folder);
      }
      Files.createDirectories(folder);
      Files.writeString(
          folder.resolve(MARK), "made by 'slipway demo', which may delete this folder\n");
      return new DemoFolder(folder);
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.STORAGE, "cannot use %s for the demo: %s".formatted(folder, e.getMessage()), e);
    }
  }

  public Path project() {
    return folder.resolve("project");
  }

  public Path home() {
    return folder.resolve("home");
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
    }
  }

  private static void empty(Path folder) throws IOException {
    try (Stream<Path> entries = Files.walk(folder)) {
      for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
        if (!entry.equals(folder)) {
          Files.delete(entry);
        }
      }
    }
  }
}
