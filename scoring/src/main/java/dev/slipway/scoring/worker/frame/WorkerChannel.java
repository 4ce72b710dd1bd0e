package dev.slipway.scoring.worker.frame;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.InterruptedByTimeoutException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/// One end of the socket to a worker. Blocks, but never beyond the moment (of `System.nanoTime`) that each
/// call is given: then it throws [InterruptedByTimeoutException]. [EOFException] says that the worker is
/// gone, [BrokenFrame] that it writes what it must not. One thread at a time.
public final class WorkerChannel implements AutoCloseable {
  private static final int KEPT = 1 << 20;

  private final SocketChannel socket;
  private final Selector selector;
  private final SelectionKey key;
  private final ByteBuffer header = littleEndian(FrameHeader.SIZE);
  private ByteBuffer body = littleEndian(1 << 12);

  public WorkerChannel(SocketChannel socket) throws IOException {
    this.socket = socket;
    this.selector = Selector.open();
    socket.configureBlocking(false);
    this.key = socket.register(selector, 0);
  }

  static ByteBuffer littleEndian(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// Sends a frame whose body is what remains in `content`.
  public void send(FrameType type, long id, ByteBuffer content, long until) throws IOException {
    long millis = Math.clamp((until - System.nanoTime()) / 1_000_000, 1, Integer.MAX_VALUE);
    header.clear();
    new FrameHeader(content.remaining(), type, id, (int) millis).write(header);
    header.flip();
    ByteBuffer[] both = {header, content};
    while (content.hasRemaining() || header.hasRemaining()) {
      if (socket.write(both) == 0) {
        await(SelectionKey.OP_WRITE, until);
      }
    }
  }

  /// @param longest the longest body that can be due
  public Frame receive(int longest, long until) throws IOException {
    header.clear();
    fill(header, until);
    FrameHeader read = FrameHeader.read(header.flip(), longest);
    if (body.capacity() < read.length() || body.capacity() > Math.max(KEPT, read.length())) {
      body = littleEndian(Math.max(read.length(), 1 << 12));
    }
    body.clear().limit(read.length());
    fill(body, until);
    return new Frame(read.type(), read.id(), body.flip());
  }

  private void fill(ByteBuffer target, long until) throws IOException {
    while (target.hasRemaining()) {
      int count = socket.read(target);
      if (count < 0) {
        throw new EOFException("the worker closed its socket");
      }
      if (count == 0) {
        await(SelectionKey.OP_READ, until);
      }
    }
  }

  private void await(int operation, long until) throws IOException {
    long millis = (until - System.nanoTime() + 999_999) / 1_000_000;
    if (millis <= 0) {
      throw new InterruptedByTimeoutException();
    }
    key.interestOps(operation);
    selector.select(millis);
    selector.selectedKeys().clear();
    if (Thread.interrupted()) {
      throw new ClosedByInterruptException();
    }
  }

  @Override
  public void close() throws IOException {
    selector.close();
    socket.close();
  }
}
