package dev.slipway.serving.connection;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Sends bytes as they are over one connection and reads replies of HTTP/1.1.
final class RawClient implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  RawClient(int port) throws IOException {
    socket = new Socket("127.0.0.1", port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(20_000);
    in = new BufferedInputStream(socket.getInputStream());
    out = socket.getOutputStream();
  }

  record Reply(int status, String head, String body) {}

  RawClient send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  RawClient send(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
    return this;
  }

  /// Sends for as long as the other side takes it, and returns whether it took everything.
  boolean trySend(byte[] bytes) {
    try {
      send(bytes);
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  /// The next reply; one that breaks off has status 0.
  Reply reply() throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = read();
      if (next < 0) {
        return new Reply(0, head.toString(), "");
      }
      head.append((char) next);
    }
    String lower = head.toString().toLowerCase(Locale.ROOT);
    int at = lower.indexOf("content-length:");
    int length =
        at < 0 ? 0 : Integer.parseInt(lower.substring(at + 15, lower.indexOf("\r\n", at)).trim());
    String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    return new Reply(Integer.parseInt(head.substring(9, 12)), lower, body);
  }

  /// Whether the server has ended the connection, after whatever it still says.
  boolean ended() throws IOException {
    while (read() >= 0) {
      // What it still says.
    }
    return true;
  }

  int read() throws IOException {
    try {
      return in.read();
    } catch (java.net.SocketException _) {
      return -1;
    }
  }

  OutputStream out() {
    return out;
  }

  void halfClose() throws IOException {
    socket.shutdownOutput();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
