package dev.slipway.app.tls;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where a server's certificate and its private key stand, both in PEM; it may be the same file.
///
/// @param chain the server's own certificate first, then those that lead to the root
public record CertificateFiles(Path chain, Path key) {
  /// What stands in the files now.
  Text read() {
    return new Text(text(chain), text(key));
  }

  static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.INVALID_ARGUMENT,
          "the file %s cannot be read (%s); name a PEM file that this user may read"
              .formatted(file, e.getClass().getSimpleName()),
          e);
    }
  }

  record Text(String chain, String key) {}
}
