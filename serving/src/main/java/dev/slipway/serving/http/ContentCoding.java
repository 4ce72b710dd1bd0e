package dev.slipway.serving.http;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.ServerRequest;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/// How a body is compressed on its way.
enum ContentCoding {
  GZIP,
  /// The zlib format, as the standard says; bare deflate, as some clients do, is read too.
  DEFLATE;

  /// Shorter replies fit into one packet whether they are compressed or not.
  private static final int WORTHWHILE = 1_400;

  private static final int ZLIB_DEFLATE = 8;

  private static final Header GZIPPED =
      HeaderValues.createCached(HeaderNames.CONTENT_ENCODING, "gzip");
  private static final Header DEFLATED =
      HeaderValues.createCached(HeaderNames.CONTENT_ENCODING, "deflate");

  /// The coding of a request's body, null where it is plain.
  static @Nullable ContentCoding of(ServerRequest request) {
    String named = Asked.header(request, HeaderNames.CONTENT_ENCODING);
    if (named == null) {
      return null;
    }
    return switch (named.trim().toLowerCase(Locale.ROOT)) {
      case "gzip", "x-gzip" -> GZIP;
      case "deflate" -> DEFLATE;
      case "identity", "" -> null;
      default ->
          throw new SlipwayException(
              ErrorCode.UNSUPPORTED_MEDIA_TYPE,
              "a body in the encoding '%s' is not read; send it in gzip, deflate, or plain"
                  .formatted(named));
    };
  }

  /// The coding that a reply of this length should have, null where it should be plain.
  static @Nullable ContentCoding accepted(ServerRequest request, int length) {
    if (length < WORTHWHILE) {
      return null;
    }
    String accepted = Asked.header(request, HeaderNames.ACCEPT_ENCODING);
    if (accepted == null) {
      return null;
    }
    boolean deflate = false;
    for (String choice : accepted.toLowerCase(Locale.ROOT).split(",", -1)) {
      String plain = choice.replace(" ", "");
      boolean refused = plain.endsWith(";q=0") || plain.matches(".*;q=0\\.0*");
      if (!refused && plain.split(";", 2)[0].equals("gzip")) {
        return GZIP;
      }
      deflate |= !refused && plain.split(";", 2)[0].equals("deflate");
    }
    return deflate ? DEFLATE : null;
  }

  Header header() {
    return switch (this) {
      case GZIP -> GZIPPED;
      case DEFLATE -> DEFLATED;
    };
  }

  InputStream decoded(InputStream in) throws IOException {
    return switch (this) {
      case GZIP -> new GZIPInputStream(in);
      case DEFLATE -> {
        BufferedInputStream peeked = new BufferedInputStream(in);
        peeked.mark(1);
        boolean zlib = (peeked.read() & 0x0f) == ZLIB_DEFLATE;
        peeked.reset();
        yield zlib ? new InflaterInputStream(peeked) : bare(peeked, new Inflater(true));
      }
    };
  }

  private static InputStream bare(InputStream in, Inflater inflater) {
    return new InflaterInputStream(in, inflater) {
      @Override
      public void close() throws IOException {
        super.close();
        inflater.end();
      }
    };
  }

  byte[] encoded(byte[] bytes, int length) {
    ByteArrayOutputStream coded = new ByteArrayOutputStream(length / 2);
    try (OutputStream out = encoder(coded)) {
      out.write(bytes, 0, length);
    } catch (IOException e) {
      throw new IllegalStateException("memory can be written", e);
    }
    return coded.toByteArray();
  }

  private OutputStream encoder(OutputStream out) throws IOException {
    return switch (this) {
      case GZIP -> new GZIPOutputStream(out);
      case DEFLATE -> new DeflaterOutputStream(out);
    };
  }
}
