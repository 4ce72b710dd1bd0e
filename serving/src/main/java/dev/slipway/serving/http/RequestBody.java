package dev.slipway.serving.http;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.serving.plane.Call;
import dev.slipway.serving.version.Workspace;
import io.helidon.webserver.http.ServerRequest;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.zip.ZipException;

/// Reads a request's body into a workspace, and no byte more than allowed.
final class RequestBody {
  private static final int FIRST_READ = 2048;
  private static final int SMALL = 1 << 16;

  private RequestBody() {}

  /// Returns the body's length once it is decompressed. A body that says that it is too long is refused before
  /// it is read; one that does not say, as soon as it is, by what it is compressed or by what it becomes.
  static int read(ServerRequest request, Call call, long maxBytes) {
    OptionalLong announced = request.headers().contentLength();
    if (announced.isPresent() && announced.getAsLong() > maxBytes) {
      throw tooLarge(maxBytes);
    }
    ContentCoding coding = ContentCoding.of(request);
    try (InputStream in = request.content().inputStream()) {
      if (coding == null) {
        return readAll(in, call, maxBytes, announced);
      }
      try (InputStream decoded = coding.decoded(new Bounded(in, maxBytes))) {
        return readAll(decoded, call, maxBytes, OptionalLong.empty());
      } catch (ZipException | EOFException e) {
        throw new SlipwayException(
            ErrorCode.MALFORMED_REQUEST,
            "the body is not valid %s, as its header says it is: %s"
                .formatted(coding.name().toLowerCase(Locale.ROOT), e.getMessage()),
            e);
      }
    } catch (IOException e) {
      throw cutOff(e);
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
        throw tooLarge(maxBytes);
      }
      if (announced.isPresent() && length == expected) {
        return length;
      }
    }
  }

  /// A stream of which no more is read than allowed, however little it decompresses to.
  private static final class Bounded extends FilterInputStream {
    private final long maxBytes;
    private long count;

    Bounded(InputStream in, long maxBytes) {
      super(in);
      this.maxBytes = maxBytes;
    }

    @Override
    public int read() throws IOException {
      int one = in.read();
      count(one < 0 ? 0 : 1);
      return one;
    }

    @Override
    public int read(byte[] to, int from, int length) throws IOException {
      int some = in.read(to, from, length);
      count(Math.max(0, some));
      return some;
    }

    private void count(int bytes) {
      count += bytes;
      if (count > maxBytes) {
        throw tooLarge(maxBytes);
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
