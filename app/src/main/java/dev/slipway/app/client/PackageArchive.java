package dev.slipway.app.client;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// A package folder as one file to send; deleted on close.
public final class PackageArchive implements AutoCloseable {
  private final Path file;

  private PackageArchive(Path file) {
    this.file = file;
  }

  public static PackageArchive of(Path folder) {
    try {
      Path file = Files.createTempFile("slipway-package-", ".zip");
      try (OutputStream out = Files.newOutputStream(file);
          ZipOutputStream zip = new ZipOutputStream(out);
          Stream<Path> files = Files.walk(folder)) {
        for (Path entry : files.filter(Files::isRegularFile).sorted().toList()) {
          zip.putNextEntry(new ZipEntry(folder.relativize(entry).toString().replace('\\', '/')));
          Files.copy(entry, zip);
          zip.closeEntry();
        }
      }
      return new PackageArchive(file);
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.STORAGE, "cannot pack %s: %s".formatted(folder, e.getMessage()), e);
    }
  }

  public Path file() {
    return file;
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException _) {
      file.toFile().deleteOnExit();
    }
  }
}
