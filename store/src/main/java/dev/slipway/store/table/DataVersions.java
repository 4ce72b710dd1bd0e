package dev.slipway.store.table;

import dev.slipway.core.content.Digest;
import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.table.DataVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.stream.Stream;

/// Finds the version of data files: what their bytes are, how many rows they have and of which shape.
public final class DataVersions {
  private final DuckTables tables;

  public DataVersions(DuckTables tables) {
    this.tables = tables;
  }

  /// The version of a file or folder; its source is the path as given.
  public DataVersion of(String name, Path path) {
    return of(name, path, path.toString().replace('\\', '/'));
  }

  public DataVersion of(String name, Path path, String source) {
    DuckTables.Shape shape = tables.shape(path);
    return new DataVersion(name, digest(path), shape.rows(), shape.schema(), source);
  }

  /// The SHA-256 of a file. Of a folder, the SHA-256 over a line `PATH DIGEST` for each file below it, in
  /// name order; hidden files do not count.
  public static Digest digest(Path path) {
    try {
      return Files.isDirectory(path) ? digestOfFolder(path) : digestOfFile(path);
    } catch (IOException | UncheckedIOException e) {
      throw new SlipwayException(
          ErrorCode.INVALID_DATA,
          "'%s' cannot be read: check that it is there and that you may read it".formatted(path),
          e);
    }
  }

  private static Digest digestOfFolder(Path folder) throws IOException {
    StringBuilder lines = new StringBuilder();
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> files =
          all.filter(Files::isRegularFile)
              .filter(f -> !f.getFileName().toString().startsWith("."))
              .sorted()
              .toList();
      for (Path file : files) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        lines.append(name).append(' ').append(digestOfFile(file)).append('\n');
      }
    }
    return Digest.of(lines.toString());
  }

  private static Digest digestOfFile(Path file) throws IOException {
    MessageDigest sha256 = Digest.sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), sha256)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return Digest.finish(sha256);
  }
}
