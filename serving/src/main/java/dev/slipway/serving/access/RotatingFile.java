package dev.slipway.serving.access;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// A file of lines that is set aside when it is full: `access.json` becomes `access.json.1`, that becomes
/// `access.json.2`, and the oldest goes. What is written at once is never divided. One thread at a time.
public final class RotatingFile extends OutputStream {
  private final Path file;
  private final long limit;
  private final int kept;
  private @Nullable OutputStream out;
  private long length;

  private RotatingFile(Path file, long limit, int kept) {
    this.file = file;
    this.limit = limit;
    this.kept = kept;
  }

  /// Opens the file to append to it. `ENVIRONMENT` where it cannot be written.
  ///
  /// @param limit the length in bytes beyond which it is set aside
  /// @param kept how many files that were set aside stay
  public static RotatingFile open(Path file, long limit, int kept) {
    RotatingFile rotating = new RotatingFile(file.toAbsolutePath(), limit, kept);
    try {
      rotating.reopen();
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.ENVIRONMENT,
          "cannot write the access log %s (%s); name a file in a folder that is there, or - for standard output"
              .formatted(file, e.getClass().getSimpleName()),
          e);
    }
    return rotating;
  }

  private OutputStream reopen() throws IOException {
    OutputStream opened =
        Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    out = opened;
    length = Files.size(file);
    return opened;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException {
    if (length > 0 && length + count > limit) {
      rotate();
    }
    OutputStream current = out == null ? reopen() : out;
    current.write(bytes, offset, count);
    length += count;
  }

  private void rotate() throws IOException {
    close();
    for (int i = kept - 1; i >= 1; i--) {
      if (Files.exists(aside(i))) {
        Files.move(aside(i), aside(i + 1), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    Files.move(file, aside(1), StandardCopyOption.REPLACE_EXISTING);
  }

  private Path aside(int number) {
    return file.resolveSibling(file.getFileName() + "." + number);
  }

  @Override
  public void close() throws IOException {
    if (out != null) {
      out.close();
      out = null;
    }
  }
}
