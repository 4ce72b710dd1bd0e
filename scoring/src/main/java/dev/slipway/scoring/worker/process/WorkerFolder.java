package dev.slipway.scoring.worker.process;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/// A temporary folder that only our user may enter (mode 0700): the worker program, the sockets and the
/// place where workers may write. Thread-safe. Closing removes it.
public final class WorkerFolder implements AutoCloseable {
  private final Path folder;
  private final AtomicLong sockets = new AtomicLong();

  private WorkerFolder(Path folder) {
    this.folder = folder;
  }

  public static WorkerFolder create() {
    try (InputStream program = WorkerFolder.class.getResourceAsStream("worker.py")) {
      if (program == null) {
        throw new IllegalStateException("worker.py is not in the program");
      }
      return create(program.readAllBytes());
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /// @param program what the workers run
  static WorkerFolder create(byte[] program) {
    try {
      var ownerOnly =
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
      WorkerFolder made = new WorkerFolder(Files.createTempDirectory("slipway-", ownerOnly));
      Files.createDirectory(made.scratch(), ownerOnly);
      Files.write(made.program(), program);
      return made;
    } catch (IOException | UnsupportedOperationException e) {
      throw unusable(e);
    }
  }

  private static SlipwayException unusable(Exception e) {
    return new SlipwayException(
        ErrorCode.ENVIRONMENT,
        "Python workers need a temporary folder of their own: %s; set -Djava.io.tmpdir to one"
            .formatted(e.getMessage()),
        e);
  }

  Path program() {
    return folder.resolve("worker.py");
  }

  /// Where workers run and may write.
  Path scratch() {
    return folder.resolve("scratch");
  }

  /// A path for a socket, never given twice.
  Path socket() {
    return folder.resolve("s" + sockets.incrementAndGet());
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      System.getLogger(WorkerFolder.class.getName())
          .log(System.Logger.Level.WARNING, "the folder " + folder + " cannot be removed", e);
    }
  }
}
