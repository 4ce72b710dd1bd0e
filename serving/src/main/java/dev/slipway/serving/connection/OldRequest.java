package dev.slipway.serving.connection;

import io.helidon.common.buffers.DataReader;
import io.helidon.http.DirectHandler;
import io.helidon.http.RequestException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/// A request of HTTP/1.0, said in HTTP/1.1 (RFC 9112, appendix C).
///
/// Its connection ends after the reply unless the client asks to keep it, a host is named, and nobody waits for a
/// `100 Continue` that the client does not know. HTTP/1.0 has no chunks: a body that is said to come in them is
/// refused, since whoever stands before this server may have seen another end of it.
final class OldRequest {
  private static final byte[] VERSION = "HTTP/1.0".getBytes(StandardCharsets.US_ASCII);
  private static final String HEAD_END = "\r\n\r\n";

  /// The HTTP server reads no longer one.
  private static final int LONGEST_HEAD = 16 << 10;

  private static final Pattern OF_THE_CONNECTION =
      Pattern.compile("(?i)(?:proxy-)?connection:.*|(?:keep-alive|expect):.*");
  private static final Pattern KEPT = Pattern.compile("(?i)connection:(?:.*[ \t,])?keep-alive.*");
  private static final Pattern CHUNKED = Pattern.compile("(?i)transfer-encoding[ \t]*:.*");
  private static final Pattern HOST = Pattern.compile("(?i)host[ \t]*:.*");

  private OldRequest() {}

  static boolean has(byte[] line) {
    int from = line.length - VERSION.length;
    return from > 0
        && line[line.length - 1] == '0'
        && Arrays.equals(line, from, line.length, VERSION, 0, VERSION.length);
  }

  /// The request line.
  static byte[] line(byte[] line) {
    byte[] newer = line.clone();
    newer[newer.length - 1] = '1';
    return newer;
  }

  /// Takes all that has come behind the request line, until the head is whole, and returns it in HTTP/1.1. What is too
  /// long stays as it is, and is refused for that.
  static byte[] rest(DataReader in) {
    String text = text(in);
    int end = text.indexOf(HEAD_END);
    while (end < 0 && text.length() <= LONGEST_HEAD) {
      in.pullData();
      text = text(in);
      end = text.indexOf(HEAD_END);
    }
    in.skip(text.length());
    String newer = end < 0 ? text : head(text.substring(0, end)) + text.substring(end);
    return newer.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String text(DataReader in) {
    byte[] bytes = in.getBuffer(in.available()).readBytes();
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /// @param old the headers, each behind the end of a line
  private static String head(String old) {
    List<String> lines = Arrays.asList(old.split("\r\n", -1));
    if (any(lines, CHUNKED)) {
      throw RequestException.builder()
          .type(DirectHandler.EventType.BAD_REQUEST)
          .setKeepAlive(false)
          .message("HTTP/1.0 has no Transfer-Encoding; send a Content-Length, or HTTP/1.1")
          .safeMessage(true)
          .build();
    }
    List<String> newer = new ArrayList<>(lines);
    newer.removeIf(OF_THE_CONNECTION.asMatchPredicate());
    if (!any(lines, HOST)) {
      newer.add("Host: localhost");
    }
    newer.add(any(lines, KEPT) ? "Connection: keep-alive" : "Connection: close");
    return String.join("\r\n", newer);
  }

  private static boolean any(List<String> lines, Pattern header) {
    return lines.stream().anyMatch(header.asMatchPredicate());
  }
}
