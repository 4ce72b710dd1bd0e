package dev.slipway.serving.http;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.serving.version.Workspace;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/// Reads a request's body into a workspace, and no byte more than allowed.
final class RequestBody {
  private static final int FIRST_READ = 2048;

  private RequestBody() {}

  /// Returns the body's length. A body that says that it is too long is refused before it is read; one that
  /// does not say, as soon as it is.
  static int read(ServerRequest request, Workspace workspace, long maxBytes) {
    OptionalLong announced = request.headers().contentLength();
    if (announced.isPresent() && announced.getAsLong() > maxBytes) {
      throw tooLarge(maxBytes);
    }
    int expected = (int) announced.orElse(FIRST_READ);
    byte[] body = workspace.growBody(Math.min(expected, 1 << 16));
    int length = 0;
    try (InputStream in = request.content().inputStream()) {
      while (true) {
        if (length == body.length) {
          body = workspace.growBody(length + 1);
        }
        int count = readSome(in, body, length);
        if (count < 0) {
          return length;
        }
        length += count;
        if (length > maxBytes) {
          throw tooLarge(maxBytes);
        }
        if (announced.isPresent() && length == expected) {
          return length;
        }
      }
    } catch (IOException e) {
      throw cutOff(e);
    }
  }

  /// The server's own exceptions for a caller who hung up or sent broken chunks are the caller's fault too.
  private static int readSome(InputStream in, byte[] body, int length) throws IOException {
    try {
      return in.read(body, length, body.length - length);
    } catch (RuntimeException e) {
      throw cutOff(e);
    }
  }

  private static SlipwayException cutOff(Exception cause) {
    return new SlipwayException(
        ErrorCode.MALFORMED_REQUEST,
        "the body broke off; send as many bytes as the headers announce",
        cause);
  }

  private static SlipwayException tooLarge(long maxBytes) {
    return new SlipwayException(
        ErrorCode.PAYLOAD_TOO_LARGE,
        "the body is longer than the %d bytes that are read; send fewer rows at a time"
            .formatted(maxBytes));
  }
}
