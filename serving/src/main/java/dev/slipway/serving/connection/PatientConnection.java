package dev.slipway.serving.connection;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.common.task.InterruptableTask;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.ProxyProtocolData;
import io.helidon.webserver.Router;
import io.helidon.webserver.ServerConnectionException;
import io.helidon.webserver.spi.ServerConnection;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// A connection that speaks the protocol of its first bytes, for as long as its client keeps up.
///
/// It hands the protocol a reader and a writer of its own. Reading begins anew after each write: what has
/// come since then is one request. HTTP/2 reads on while it answers, so there silence says nothing about a
/// request, and only a connection at rest ends. Its peer is one who may give requests up.
final class PatientConnection implements ServerConnection, ConnectionContext {
  private static final byte[] HTTP_2 = "PRI * HTTP/2.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final ConnectionContext connection;
  private final BiFunction<ConnectionContext, Boolean, ServerConnection> protocols;
  private final Patience patience;
  private final Watch watch;
  private final Wait reading = new Wait();
  private final Wait writing = new Wait();
  private final HttpCaller caller;
  private final DataWriter out;
  private DataReader in;
  private volatile @Nullable ServerConnection protocol;
  private volatile boolean answered;
  private volatile boolean closing;
  private boolean http2;
  private @Nullable Lingering lingering;
  private byte @Nullable [] putBack;
  private volatile long received;
  private long waited;

  /// @param protocols makes the connection of HTTP/2, if so, or of HTTP/1.1
  PatientConnection(
      ConnectionContext connection,
      BiFunction<ConnectionContext, Boolean, ServerConnection> protocols,
      Patience patience,
      Watch watch) {
    this.connection = connection;
    this.caller = new HttpCaller(connection.remotePeer());
    this.protocols = protocols;
    this.patience = patience;
    this.watch = watch;
    in = new PatientReader(this::more, this::requestLine);
    out =
        new PatientWriter(
            connection.dataWriter(),
            bytes -> writing.begin(patience.allowedNanos(bytes)),
            this::written);
  }

  @Override
  public void handle(Limit limit) throws InterruptedException {
    watch.add(reading);
    watch.add(writing);
    try {
      http2 = isHttp2();
      if (http2) {
        in = DataReader.create(new IndexedNames(in, caller));
      }
      ServerConnection chosen = protocols.apply(this, http2);
      protocol = chosen;
      chosen.handle(limit);
    } catch (DataReader.InsufficientDataAvailableException e) {
      throw new CloseConnectionException("the client hung up", e);
    } catch (IllegalStateException e) {
      // Helidon's HTTP/2 takes a wrong start, and the interrupt that closes it, for failures of its
      // own.
      throw http2 || closing ? new CloseConnectionException("HTTP/2 ended", e) : e;
    } finally {
      dropRest();
      watch.remove(reading);
      watch.remove(writing);
    }
  }

  private boolean isHttp2() {
    HelidonSocket socket = connection.serverSocket();
    if (socket.protocolNegotiated()) {
      return socket.protocol().equals("h2");
    }
    return in.lookup() == HTTP_2[0] && in.startsWith(HTTP_2);
  }

  /// Ends the connection once the request under way is answered.
  void endAfterThis() {
    ServerConnection chosen = protocol;
    if (chosen != null) {
      chosen.close(false);
    }
  }

  /// From now on what still comes of the request under way is dropped, and no more of it read than is fair.
  void linger() {
    lingering = new Lingering(patience);
  }

  private void dropRest() {
    try {
      boolean more = lingering != null;
      while (more) {
        more = more() != null;
      }
    } catch (ServerConnectionException _) {
      // The client is gone, or says nothing more.
    }
  }

  /// A request of HTTP/1.0 goes on as one of HTTP/1.1.
  private byte[] requestLine(byte[] bytes) {
    if (http2 || !betweenRequests()) {
      return bytes;
    }
    lingering = null;
    if (!OldRequest.has(bytes)) {
      return bytes;
    }
    putBack = OldRequest.rest(in);
    return OldRequest.line(bytes);
  }

  private byte @Nullable [] more() {
    byte[] before = putBack;
    if (before != null) {
      putBack = null;
      return before;
    }
    DataReader first = connection.dataReader();
    if (first.available() > 0) {
      BufferData read = first.readBuffer(first.available());
      return read.readBytes();
    }
    boolean between = http2 || betweenRequests();
    Lingering rest = between ? null : lingering;
    if (rest != null && (closing || rest.allowedNanos() == 0)) {
      return null;
    }
    reading.begin(
        rest != null
            ? rest.allowedNanos()
            : allowedNanos(http2 || answered && received == 0 && between));
    byte[] bytes;
    try {
      bytes = connection.serverSocket().get();
    } catch (UncheckedIOException e) {
      throw new ServerConnectionException("the connection broke", e);
    }
    long nanos = reading.end();
    if (bytes != null) {
      waited = received == 0 ? 0 : waited + nanos;
      received += bytes.length;
      if (rest != null) {
        rest.dropped(bytes.length);
      }
    }
    return bytes;
  }

  private long allowedNanos(boolean idle) {
    return idle ? patience.idle().toNanos() : patience.allowedNanos(received) - waited;
  }

  /// A request of HTTP/1.1 may be answered before all of it has come.
  private boolean betweenRequests() {
    return !(protocol instanceof InterruptableTask<?> task) || task.canInterrupt();
  }

  private void written() {
    writing.end();
    answered = true;
    received = 0;
  }

  @Override
  public Duration idleTime() {
    ServerConnection chosen = protocol;
    return chosen == null ? Duration.ZERO : chosen.idleTime();
  }

  @Override
  public void close(boolean interrupt) {
    closing = true;
    ServerConnection chosen = protocol;
    if (chosen != null) {
      chosen.close(interrupt);
    } else {
      connection.serverSocket().close();
    }
  }

  @Override
  public DataReader dataReader() {
    return in;
  }

  @Override
  public DataWriter dataWriter() {
    return out;
  }

  @Override
  public ListenerContext listenerContext() {
    return connection.listenerContext();
  }

  @Override
  public ExecutorService executor() {
    return connection.executor();
  }

  @Override
  public Router router() {
    return connection.router();
  }

  @Override
  public Optional<ProxyProtocolData> proxyProtocolData() {
    return connection.proxyProtocolData();
  }

  @Override
  public HelidonSocket serverSocket() {
    return connection.serverSocket();
  }

  @Override
  public PeerInfo remotePeer() {
    return caller;
  }

  @Override
  public PeerInfo localPeer() {
    return connection.localPeer();
  }

  @Override
  public boolean isSecure() {
    return connection.isSecure();
  }

  @Override
  public String socketId() {
    return connection.socketId();
  }

  @Override
  public String childSocketId() {
    return connection.childSocketId();
  }
}
