package dev.slipway.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/// A kept-alive connection that waits for one answer at a time without holding a thread. For one thread.
final class Exchange implements AutoCloseable {
  /// Returned while an answer is not there whole.
  static final int PARTIAL = 0;

  private static final int BROKEN = -1;
  private static final byte[] LENGTH =
      "content-length:".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

  private final InetSocketAddress server;
  private final Selector selector;
  private final ByteBuffer in = ByteBuffer.allocateDirect(16 << 10);
  private SocketChannel channel;
  private long due;
  private boolean waits;

  Exchange(InetSocketAddress server, Selector selector) throws IOException {
    this.server = server;
    this.selector = selector;
    this.channel = open();
  }

  private SocketChannel open() throws IOException {
    SocketChannel opened = SocketChannel.open(server);
    opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
    opened.configureBlocking(false);
    opened.register(selector, SelectionKey.OP_READ, this);
    return opened;
  }

  /// Sends a request that was due at a time of [System#nanoTime].
  void send(byte[] request, long dueAt) throws IOException {
    due = dueAt;
    waits = true;
    in.clear();
    ByteBuffer out = ByteBuffer.wrap(request);
    try {
      while (out.hasRemaining()) {
        channel.write(out);
      }
    } catch (IOException _) {
      // The server closed it meanwhile: the next read says so.
    }
  }

  /// Returns the status of the answer if it is there; [#PARTIAL] if not, and -1 where the connection broke.
  int receive() {
    try {
      if (channel.read(in) < 0 || !in.hasRemaining()) {
        return broken();
      }
    } catch (IOException _) {
      return broken();
    }
    int body = body();
    if (body < 0 || in.position() < body + contentLength(body)) {
      return PARTIAL;
    }
    waits = false;
    return 100 * digit(9) + 10 * digit(10) + digit(11);
  }

  /// Where the body begins, or -1 where the head is not there whole.
  private int body() {
    for (int i = 3; i < in.position(); i++) {
      if (in.get(i) == '\n' && in.get(i - 2) == '\n') {
        return i + 1;
      }
    }
    return -1;
  }

  private int contentLength(int head) {
    for (int i = 0; i + LENGTH.length < head; i++) {
      int same = 0;
      while (same < LENGTH.length && (in.get(i + same) | ' ') == LENGTH[same]) {
        same++;
      }
      if (same == LENGTH.length) {
        int length = 0;
        for (int at = i + same; in.get(at) != '\r'; at++) {
          length = in.get(at) == ' ' ? length : 10 * length + digit(at);
        }
        return length;
      }
    }
    return 0;
  }

  private int digit(int at) {
    return in.get(at) - '0';
  }

  private int broken() {
    boolean waited = waits;
    reopen();
    return waited ? BROKEN : PARTIAL;
  }

  /// Begins a new connection in place of one that broke or never answered.
  void reopen() {
    waits = false;
    try {
      channel.close();
      channel = open();
    } catch (IOException e) {
      throw new UncheckedIOException("the server takes no connections any more", e);
    }
  }

  boolean waits() {
    return waits;
  }

  long due() {
    return due;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
