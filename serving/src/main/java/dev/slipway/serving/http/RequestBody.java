package dev.slipway.serving.http;

import dev.slipway.core.error.SlipwayException;
import dev.slipway.serving.plane.Call;
import dev.slipway.serving.version.Workspace;
import dev.slipway.wire.coding.BoundedInput;
import dev.slipway.wire.coding.ContentCoding;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.ZipException;

/// Reads a request's body into a workspace, and no byte more than allowed.
final class RequestBody {
  private static final int FIRST_READ = 2048;
  private static final int SMALL = 1 << 16;

  private RequestBody() {}

  /// Returns the body's length once it is decompressed. A body that says that it is too long is refused before
  /// it is read; one that does not say, as soon as it is, by what it is compressed or by what it becomes. Only
  /// a stream that was read well is closed: that reads the rest, for which a broken one would have to wait.
  static int read(ServerRequest request, Call call, long maxBytes) {
    OptionalLong announced = request.headers().contentLength();
    if (announced.isPresent() && announced.getAsLong() > maxBytes) {
      throw BoundedInput.tooLarge(maxBytes);
    }
    Optional<ContentCoding> coding =
        ContentCoding.of(Asked.header(request, HeaderNames.CONTENT_ENCODING));
    try {
      InputStream in = request.content().inputStream();
      int length =
          coding.isEmpty()
              ? readAll(in, call, maxBytes, announced)
              : readCoded(in, coding.get(), call, maxBytes);
      in.close();
      return length;
    } catch (IOException e) {
      throw ContentCoding.brokenOff(e);
    }
  }

  private static int readCoded(InputStream in, ContentCoding coding, Call call, long maxBytes)
      throws IOException {
    try (InputStream decoded = coding.decoded(in, maxBytes)) {
      return readAll(decoded, call, maxBytes, OptionalLong.empty());
    } catch (ZipException | EOFException e) {
      throw coding.invalid(e);
    }
  }

  private static int readAll(InputStream in, Call call, long maxBytes, OptionalLong announced)
      throws IOException {
    Workspace workspace = call.workspace();
    int expected = (int) announced.orElse(FIRST_READ);
    byte[] body = workspace.growBody(Math.min(expected, SMALL));
    int length = 0;
    while (true) {
      if (length == body.length) {
        if (length >= SMALL) {
          call.requireBodyRoom(length * 2L);
        }
        body = workspace.growBody(length + 1);
      }
      int count = readSome(in, body, length);
      if (count < 0) {
        return length;
      }
      length += count;
      if (length > maxBytes) {
        throw BoundedInput.tooLarge(maxBytes);
      }
      if (announced.isPresent() && length == expected) {
        return length;
      }
    }
  }

  /// The server's own exceptions for a caller who hung up or sent broken chunks are the caller's fault too.
  private static int readSome(InputStream in, byte[] body, int length) throws IOException {
    try {
      return in.read(body, length, body.length - length);
    } catch (SlipwayException e) {
      throw e;
    } catch (RuntimeException e) {
      throw ContentCoding.brokenOff(e);
    }
  }
}
