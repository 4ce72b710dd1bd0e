package dev.slipway.lifecycle.build;

import dev.slipway.core.content.Digest;
import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The digests of files and folders, remembered by size, time of change and file key (the inode), so that
/// an unchanged file is not read again.
///
/// A folder's digest is the SHA-256 of its listing: for each file in name order its digest, two spaces,
/// its path with `/` and a line feed. Not thread-safe.
final class ContentDigests {
  private final ProjectDisk disk;
  private final Path memory;
  private final Map<String, String> known = new HashMap<>();
  private boolean changed;

  ContentDigests(ProjectDisk disk) {
    this.disk = disk;
    this.memory = disk.own("digests");
    for (String line : disk.lines(memory)) {
      int tab = line.indexOf('\t');
      if (tab > 0) {
        known.put(line.substring(tab + 1), line.substring(0, tab));
      }
    }
  }

  Digest of(Path path) {
    return Files.isDirectory(path) ? Digest.of(listing(path)) : file(path);
  }

  /// The text whose SHA-256 is the digest of the folder.
  String listing(Path folder) {
    StringBuilder text = new StringBuilder();
    files(folder)
        .forEach((name, file) -> text.append(file(file)).append("  ").append(name).append('\n'));
    return text.toString();
  }

  /// Keeps what was learned for the next build.
  void save() {
    if (changed) {
      disk.write(
          memory,
          known.entrySet().stream()
              .map(e -> e.getValue() + "\t" + e.getKey())
              .sorted()
              .collect(Collectors.joining("\n", "", "\n")));
      changed = false;
    }
  }

  /// Every regular file below a folder, by its path with `/`.
  static SortedMap<String, Path> files(Path folder) {
    SortedMap<String, Path> files = new TreeMap<>();
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (Files.isRegularFile(file)) {
                files.put(folder.relativize(file).toString().replace('\\', '/'), file);
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
    return files;
  }

  private Digest file(Path file) {
    try {
      BasicFileAttributes before = Files.readAttributes(file, BasicFileAttributes.class);
      String key = key(file, before);
      String hex = known.get(key);
      if (hex != null) {
        return new Digest(hex);
      }
      Digest digest = read(file);
      BasicFileAttributes after = Files.readAttributes(file, BasicFileAttributes.class);
      if (key.equals(key(file, after))) {
        known.put(key, digest.hex());
        changed = true;
      }
      return digest;
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private String key(Path file, BasicFileAttributes attributes) {
    return "%d\t%s\t%s\t%s"
        .formatted(
            attributes.size(),
            attributes.lastModifiedTime().toInstant(),
            attributes.fileKey(),
            disk.folder().relativize(file.toAbsolutePath()));
  }

  private static Digest read(Path file) throws IOException {
    MessageDigest sha256 = Digest.sha256();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        sha256.update(buffer, 0, n);
      }
    }
    return Digest.finish(sha256);
  }

  private static SlipwayException unreadable(Path path, IOException e) {
    return new SlipwayException(
        ErrorCode.INVALID_DATA,
        "'%s' cannot be read (%s)".formatted(path.getFileName(), e.getClass().getSimpleName()),
        e);
  }
}
