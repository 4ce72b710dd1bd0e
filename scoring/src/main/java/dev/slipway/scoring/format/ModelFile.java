package dev.slipway.scoring.format;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// A model file or folder, with its first bytes.
///
/// @param head up to the first 4096 bytes; empty for a folder
/// @param size in bytes; 0 for a folder
public record ModelFile(Path path, byte[] head, long size) {
  private static final int HEAD = 4096;

  /// The largest file that is read into memory as one array.
  public static final long LARGEST = 1L << 30;

  public static ModelFile open(Path path) {
    if (Files.isDirectory(path)) {
      return new ModelFile(path, new byte[0], 0);
    }
    if (!Files.exists(path)) {
      throw new SlipwayException(
          ErrorCode.NOT_FOUND, "there is no model file '%s'; check the path".formatted(name(path)));
    }
    try (InputStream in = Files.newInputStream(path)) {
      byte[] head = in.readNBytes(HEAD);
      if (head.length == 0) {
        throw new SlipwayException(
            ErrorCode.CORRUPT_MODEL,
            "model file '%s' is empty; export it again".formatted(name(path)));
      }
      return new ModelFile(path, head, Files.size(path));
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  public boolean isFolder() {
    return Files.isDirectory(path);
  }

  /// The last part of the path: what messages call the file.
  public String name() {
    return name(path);
  }

  /// All bytes, or `UNSUPPORTED_MODEL` where there are more than [#LARGEST].
  public byte[] bytes() {
    if (size > LARGEST) {
      throw new SlipwayException(
          ErrorCode.UNSUPPORTED_MODEL,
          "model file '%s' has %d bytes, more than the %d that are read at once"
              .formatted(name(), size, LARGEST));
    }
    try {
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  /// The head as Latin-1 text, for looking at signs in text formats.
  public String headText() {
    return new String(head, StandardCharsets.ISO_8859_1);
  }

  private static String name(Path path) {
    Path name = path.getFileName();
    return name == null ? path.toString() : name.toString();
  }

  private static SlipwayException unreadable(Path path, IOException e) {
    return new SlipwayException(
        ErrorCode.ENVIRONMENT,
        "model file '%s' cannot be read: %s".formatted(name(path), e.getMessage()),
        e);
  }
}
