package dev.slipway.serving;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A request over a plain socket of which only a part of the body was sent, as slow callers do.
public final class HalfSent implements AutoCloseable {
  private static final Pattern LENGTH = Pattern.compile("(?i)content-length: *(\\d+)");

  private final Socket socket;
  private final byte[] body;
  private final int sent;

  public HalfSent(URI to, String body, int sent, String... headerLines) {
    this.body = body.getBytes(StandardCharsets.UTF_8);
    this.sent = sent;
    String head =
        "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\n%s\r\n"
            .formatted(
                to.getPath(),
                this.body.length,
                headerLines.length == 0 ? "" : String.join("\r\n", headerLines) + "\r\n");
    try {
      socket = new Socket(to.getHost(), to.getPort());
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(this.body, 0, sent);
      socket.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Sends the rest and returns the whole reply.
  public String finish() {
    try {
      socket.getOutputStream().write(body, sent, body.length - sent);
      socket.getOutputStream().flush();
      return reply();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Head and body, as long as the head says it is.
  private String reply() throws IOException {
    StringBuilder head = new StringBuilder();
    while (!head.toString().endsWith("\r\n\r\n")) {
      int next = socket.getInputStream().read();
      if (next < 0) {
        return head.toString();
      }
      head.append((char) next);
    }
    Matcher length = LENGTH.matcher(head);
    int bytes = length.find() ? Integer.parseInt(length.group(1)) : 0;
    return head + new String(socket.getInputStream().readNBytes(bytes), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
