package dev.slipway.lifecycle.build;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The files of a project on disk, and the platform's own under `.slipway`.
final class ProjectDisk {
  private final Path folder;

  ProjectDisk(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  Path folder() {
    return folder;
  }

  /// A path of the project, written with `/`.
  Path at(String path) {
    return folder.resolve(path);
  }

  /// A file or folder of the platform's own, which git is told to leave alone.
  Path own(String path) {
    return folder.resolve(".slipway").resolve(path);
  }

  void prepare() {
    writing(() -> {
      Files.createDirectories(own("tmp"));
      Path ignore = own(".gitignore");
      if (!Files.exists(ignore)) {
        Files.writeString(ignore, "*\n");
      }
    });
  }

  boolean exists(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  List<String> lines(Path file) {
    if (!Files.isRegularFile(file)) {
      return List.of();
    }
    try {
      return Files.readAllLines(file);
    } catch (IOException _) {
      return List.of();
    }
  }

  /// Replaces a file at once, so that a reader sees the old text or the new.
  void write(Path file, String text) {
    writing(() -> {
      Files.createDirectories(file.getParent());
      Path fresh = Files.createTempFile(file.getParent(), ".", ".tmp");
      Files.write(fresh, text.getBytes(StandardCharsets.UTF_8));
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    });
  }

  /// Copies a file by way of a neighbour, so that no half copy ever has the name.
  void copy(Path from, Path to) {
    writing(() -> {
      Files.createDirectories(to.getParent());
      Path fresh = Files.createTempFile(to.getParent(), ".", ".tmp");
      Files.copy(from, fresh, StandardCopyOption.REPLACE_EXISTING);
      if (Files.isExecutable(from)) {
        fresh.toFile().setExecutable(true);
      }
      Files.move(fresh, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    });
  }

  void remove(Path path) {
    if (!exists(path)) {
      return;
    }
    writing(() ->
        Files.walkFileTree(
            path,
            new SimpleFileVisitor<>() {
              @Override
              public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                  throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
              }

              @Override
              public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException e)
                  throws IOException {
                Files.delete(dir);
                return FileVisitResult.CONTINUE;
              }
            }));
  }

  interface Writing {
    void write() throws IOException;
  }

  static void writing(Writing action) {
    try {
      action.write();
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.STORAGE,
          "the project's folder cannot be written (%s); check the disk's free space and permissions"
              .formatted(e.getMessage()),
          e);
    }
  }
}
