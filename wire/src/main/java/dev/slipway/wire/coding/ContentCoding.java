package dev.slipway.wire.coding;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// How a body is compressed on its way, as the headers `Content-Encoding` and `Accept-Encoding` say it.
public enum ContentCoding {
  GZIP,
  /// The zlib format, as the standard says; bare deflate, as some clients do, is read too.
  DEFLATE;

  /// Shorter replies fit into one packet whether they are compressed or not.
  private static final int WORTHWHILE = 1_400;

  private static final int ZLIB_DEFLATE = 8;

  /// The coding of a body, empty where it is plain.
  ///
  /// @param contentEncoding null where the request has no such header
  public static Optional<ContentCoding> of(@Nullable String contentEncoding) {
    if (contentEncoding == null) {
      return Optional.empty();
    }
    return switch (contentEncoding.trim().toLowerCase(Locale.ROOT)) {
      case "gzip", "x-gzip" -> Optional.of(GZIP);
      case "deflate" -> Optional.of(DEFLATE);
      case "identity", "" -> Optional.empty();
      default ->
          throw new SlipwayException(
              ErrorCode.UNSUPPORTED_MEDIA_TYPE,
              "a body in the encoding '%s' is not read; send it in gzip, deflate, or plain"
                  .formatted(contentEncoding));
    };
  }

  /// The coding that a reply of this length should have, empty where it should be plain.
  ///
  /// @param acceptEncoding null where the request has no such header
  public static Optional<ContentCoding> accepted(@Nullable String acceptEncoding, int length) {
    if (length < WORTHWHILE || acceptEncoding == null) {
      return Optional.empty();
    }
    boolean deflate = false;
    for (String choice : acceptEncoding.toLowerCase(Locale.ROOT).split(",", -1)) {
      String plain = choice.replace(" ", "");
      boolean refused = plain.endsWith(";q=0") || plain.matches(".*;q=0\\.0*");
      if (!refused && plain.split(";", 2)[0].equals("gzip")) {
        return Optional.of(GZIP);
      }
      deflate |= !refused && plain.split(";", 2)[0].equals("deflate");
    }
    return deflate ? Optional.of(DEFLATE) : Optional.empty();
  }

  /// The name of the coding in a header.
  public String label() {
    return switch (this) {
      case GZIP -> "gzip";
      case DEFLATE -> "deflate";
    };
  }

  /// Reads a whole body, at most `maxBytes` of it, compressed and not. What fails on the way is the caller's
  /// fault, whatever the HTTP server calls it; then the rest is not read, as closing the stream would do.
  public static byte[] readAll(InputStream in, Optional<ContentCoding> coding, int maxBytes) {
    try {
      byte[] body = coding.isEmpty() ? read(in, maxBytes) : decoded(in, coding.get(), maxBytes);
      in.close();
      return body;
    } catch (SlipwayException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw brokenOff(e);
    }
  }

  private static byte[] decoded(InputStream in, ContentCoding coding, int maxBytes)
      throws IOException {
    try (InputStream decoded = coding.decoded(in, maxBytes)) {
      return read(decoded, maxBytes);
    } catch (ZipException | EOFException e) {
      throw coding.invalid(e);
    }
  }

  public static SlipwayException brokenOff(Exception cause) {
    return new SlipwayException(
        ErrorCode.MALFORMED_REQUEST,
        "the body broke off; send as many bytes as the headers announce",
        cause);
  }

  private static byte[] read(InputStream in, int maxBytes) throws IOException {
    byte[] body = in.readNBytes(maxBytes + 1);
    if (body.length > maxBytes) {
      throw BoundedInput.tooLarge(maxBytes);
    }
    return body;
  }

  /// What was compressed; closing it leaves `in` open. No more than `maxBytes` are read of what it was compressed
  /// to; how much it becomes is for the reader to bound. Throws [ZipException] or [EOFException] for what is [#invalid].
  public InputStream decoded(InputStream in, long maxBytes) throws IOException {
    InputStream bounded = new BoundedInput(in, maxBytes);
    return switch (this) {
      case GZIP -> new GZIPInputStream(bounded);
      case DEFLATE -> {
        BufferedInputStream peeked = new BufferedInputStream(bounded);
        peeked.mark(1);
        boolean zlib = (peeked.read() & 0x0f) == ZLIB_DEFLATE;
        peeked.reset();
        yield zlib ? new InflaterInputStream(peeked) : bare(peeked, new Inflater(true));
      }
    };
  }

  public SlipwayException invalid(IOException cause) {
    return new SlipwayException(
        ErrorCode.MALFORMED_REQUEST,
        "the body is not valid %s, as its header says it is: %s"
            .formatted(label(), cause.getMessage()),
        cause);
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

  public byte[] encoded(byte[] bytes, int length) {
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
