package dev.slipway.serving.grpc;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// Reads the messages of a call: a byte that says whether the message is compressed, its length in four bytes,
/// and the message. None is longer than allowed, neither as it is sent nor as what it decompresses to. Memory
/// is taken as bytes arrive, not as they are announced.
final class MessageInput {
  private static final String GZIP = "gzip";
  private static final int PREFIX = 5;
  private static final int FIRST_READ = 1 << 14;

  private final InputStream in;
  private final long maxBytes;
  private final @Nullable String encoding;

  /// @param encoding how messages that are compressed are, as `grpc-encoding` says it
  MessageInput(InputStream in, long maxBytes, @Nullable String encoding) {
    this.in = in;
    this.maxBytes = maxBytes;
    this.encoding = encoding;
  }

  /// The next message, or null after the last one.
  byte @Nullable [] read() {
    try {
      byte[] prefix = in.readNBytes(PREFIX);
      if (prefix.length == 0) {
        return null;
      }
      if (prefix.length < PREFIX) {
        throw new EOFException();
      }
      long length = 0;
      for (int i = 1; i < PREFIX; i++) {
        length = length << 8 | prefix[i] & 0xff;
      }
      if (length > maxBytes) {
        throw tooLarge();
      }
      byte[] message = exactly((int) length);
      requireKnownEncoding();
      return prefix[0] == 0 ? message : decompressed(prefix[0], message);
    } catch (ZipException e) {
      throw malformed("a message is not valid gzip, as grpc-encoding says it is", e);
    } catch (IOException e) {
      throw malformed("a message broke off; send as many bytes as its prefix announces", e);
    }
  }

  private void requireKnownEncoding() {
    if (encoding != null && !encoding.equals("identity") && !encoding.equals(GZIP)) {
      throw new SlipwayException(
          ErrorCode.METHOD_NOT_ALLOWED,
          "messages compressed by '%s' are not read; use identity or gzip".formatted(encoding));
    }
  }

  private byte[] decompressed(byte flag, byte[] compressed) throws IOException {
    if (flag != 1 || !GZIP.equals(encoding)) {
      throw malformed(
          "a message starts with %d; send 0, or 1 where it is compressed and grpc-encoding is gzip"
              .formatted(flag),
          null);
    }
    try (InputStream plain = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
      byte[] message = plain.readNBytes((int) Math.min(maxBytes + 1, Integer.MAX_VALUE));
      if (message.length > maxBytes) {
        throw tooLarge();
      }
      return message;
    }
  }

  private byte[] exactly(int length) throws IOException {
    byte[] message = new byte[Math.min(length, FIRST_READ)];
    int read = 0;
    while (true) {
      int some = in.readNBytes(message, read, message.length - read);
      read += some;
      if (read < message.length) {
        throw new EOFException();
      }
      if (read == length) {
        return message;
      }
      message = Arrays.copyOf(message, (int) Math.min(length, message.length * 2L));
    }
  }

  private SlipwayException tooLarge() {
    return new SlipwayException(
        ErrorCode.PAYLOAD_TOO_LARGE,
        "the message is longer than the %d bytes that are read; send fewer rows at a time"
            .formatted(maxBytes));
  }

  private static SlipwayException malformed(String message, @Nullable Exception cause) {
    return cause == null
        ? new SlipwayException(ErrorCode.MALFORMED_REQUEST, message)
        : new SlipwayException(ErrorCode.MALFORMED_REQUEST, message, cause);
  }
}
