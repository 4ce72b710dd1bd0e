package dev.slipway.scoring.worker.process;

import dev.slipway.scoring.worker.frame.BrokenFrame;
import dev.slipway.scoring.worker.frame.Frame;
import dev.slipway.scoring.worker.frame.FrameType;
import dev.slipway.scoring.worker.frame.WorkerChannel;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.InterruptedByTimeoutException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;

/// A Unix socket that waits for one worker, the one that knows the token; nobody connects to it afterwards.
final class Listener implements AutoCloseable {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final long HELLO_NANOS = 5_000_000_000L;

  private final Path path;
  private final String token;
  private final ServerSocketChannel server;
  private final Selector selector;

  Listener(Path path) throws IOException {
    this.path = path;
    byte[] random = new byte[32];
    RANDOM.nextBytes(random);
    this.token = HexFormat.of().formatHex(random);
    this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(path));
    server.configureBlocking(false);
    this.selector = Selector.open();
    server.register(selector, SelectionKey.OP_ACCEPT);
  }

  Path path() {
    return path;
  }

  String token() {
    return token;
  }

  /// Waits for the worker; [EOFException] if its process ends before it comes.
  WorkerChannel accept(Process process, long until) throws IOException {
    var _ = process.onExit().thenRun(selector::wakeup);
    while (true) {
      SocketChannel socket = server.accept();
      if (socket != null) {
        WorkerChannel channel = new WorkerChannel(socket);
        if (welcome(channel, until)) {
          return channel;
        }
        channel.close();
        continue;
      }
      if (!process.isAlive()) {
        throw new EOFException("the process ended before it connected");
      }
      long millis = (until - System.nanoTime()) / 1_000_000;
      if (millis <= 0) {
        throw new InterruptedByTimeoutException();
      }
      selector.select(millis);
      selector.selectedKeys().clear();
      if (Thread.interrupted()) {
        throw new ClosedByInterruptException();
      }
    }
  }

  private boolean welcome(WorkerChannel channel, long until) {
    try {
      long soon = Math.min(until, System.nanoTime() + HELLO_NANOS);
      Frame hello = channel.receive(token.length(), soon);
      return hello.type() == FrameType.HELLO
          && MessageDigest.isEqual(hello.bytes(), token.getBytes(StandardCharsets.US_ASCII));
    } catch (BrokenFrame | EOFException | InterruptedByTimeoutException _) {
      return false;
    } catch (IOException _) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    selector.close();
    server.close();
    Files.deleteIfExists(path);
  }
}
