package dev.slipway.store.disk;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the stores ask of a file system: force to disk, move into place, remove, and say what failed.
public final class Disk {
  private Disk() {}

  /// A name beside `target` that no reader takes for finished work.
  public static Path temporary(Path target) {
    return target.resolveSibling(
        ".%s.%s.tmp".formatted(target.getFileName(), UUID.randomUUID().toString().substring(0, 8)));
  }

  /// Whether [#temporary] made this name: the rest of a crash, safe to remove.
  public static boolean isTemporary(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.startsWith(".") && name.endsWith(".tmp");
  }

  /// Forces a file, or a folder with everything below it, to the disk.
  public static void sync(Path path) throws IOException {
    try (Stream<Path> all = Files.walk(path)) {
      for (Path each : all.toList()) {
        try (FileChannel channel = FileChannel.open(each, StandardOpenOption.READ)) {
          channel.force(true);
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /// Forces `finished` to the disk and gives it its final name in one step, replacing a file of that name.
  public static void moveIntoPlace(Path finished, Path target) throws IOException {
    sync(finished);
    Files.move(
        finished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    syncFolder(parent(target));
  }

  /// The folder that a file lies in.
  public static Path parent(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    if (parent == null) {
      throw new IllegalArgumentException("a root has no parent: " + file);
    }
    return parent;
  }

  /// Makes the names in a folder durable.
  public static void syncFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /// Removes a file, or a folder with everything below it; nothing happens where there is none.
  public static void remove(Path path) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    Files.walkFileTree(
        path,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
              throws IOException {
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /// Files directly in a folder, in name order, without what [#temporary] made.
  public static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> !isTemporary(f)).sorted().toList();
    }
  }

  /// The error for a write that failed: it says what could not be done, why in the operating system's
  /// words, and what to do; never a path.
  public static SlipwayException failure(String what, IOException cause) {
    return failure(what, String.valueOf(cause.getMessage()), cause);
  }

  public static SlipwayException failure(String what, String message, Exception cause) {
    String reason = message.toLowerCase(Locale.ROOT);
    String advice;
    if (reason.contains("no space left") || reason.contains("disk is full")) {
      advice = "the disk is full: free some space and try again";
    } else if (reason.contains("quota")) {
      advice = "the disk quota is used up: free some space or raise the quota, and try again";
    } else if (reason.contains("read-only") || reason.contains("readonly")) {
      advice = "the disk is read-only: mount it writable, or choose another folder";
    } else if (reason.contains("permission denied") || reason.contains("accessdenied")) {
      advice = "permission denied: give the server's user the right to write there";
    } else {
      advice = "the disk reports an error: check its health and the system's log";
    }
    return new SlipwayException(ErrorCode.STORAGE, "%s; %s".formatted(what, advice), cause);
  }
}
