package dev.slipway.wire.modelpackage;

import dev.slipway.core.content.Digest;
import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.CopyOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The files under a package's folder: listed, hashed, copied and removed without ever following a
/// symbolic link.
final class PackageFiles {
  private PackageFiles() {}

  /// Every file by its path with `/`. A symbolic link or a special file is `CORRUPT_PACKAGE`.
  static SortedMap<String, Path> list(Path folder) throws IOException {
    SortedMap<String, Path> files = new TreeMap<>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = folder.relativize(file).toString().replace('\\', '/');
            if (!attributes.isRegularFile()) {
              throw new SlipwayException(
                  ErrorCode.CORRUPT_PACKAGE,
                  "%s is a link or a special file; a package holds plain files only"
                      .formatted(name));
            }
            files.put(name, file);
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }

  static Digest digest(Path file) throws IOException {
    MessageDigest sha256 = Digest.sha256();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        sha256.update(buffer, 0, n);
      }
    }
    return Digest.finish(sha256);
  }

  static void write(Path file, byte[] content) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, content);
    sync(file);
  }

  /// Copies a file, or a folder with all its files.
  static void copy(Path from, Path to) throws IOException {
    if (!Files.isDirectory(from, LinkOption.NOFOLLOW_LINKS)) {
      copyFile(from, to);
      return;
    }
    for (var file : list(from).entrySet()) {
      copyFile(file.getValue(), to.resolve(file.getKey()));
    }
  }

  private static void copyFile(Path from, Path to) throws IOException {
    Files.createDirectories(to.toAbsolutePath().getParent());
    Files.copy(from, to, LinkOption.NOFOLLOW_LINKS);
    sync(to);
  }

  /// Puts a finished folder in its place; one that stood there is removed after the move.
  static void move(Path finished, Path folder) throws IOException {
    CopyOption atomic = StandardCopyOption.ATOMIC_MOVE;
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      Files.move(finished, folder, atomic);
      return;
    }
    Path old = finished.resolveSibling(finished.getFileName() + ".old");
    Files.move(folder, old, atomic);
    try {
      Files.move(finished, folder, atomic);
    } catch (IOException e) {
      Files.move(old, folder, atomic);
      throw e;
    }
    remove(old);
  }

  static void remove(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        folder,
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
        });
  }

  private static void sync(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }
}
