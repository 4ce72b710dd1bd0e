package dev.slipway.serving.connection;

import dev.slipway.serving.plane.Cancellation;
import io.helidon.common.socket.PeerInfo;
import io.helidon.webserver.http.ServerRequest;
import java.net.SocketAddress;
import java.security.Principal;
import java.security.cert.Certificate;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Who is at the other end of a connection of HTTP/2, and which of its streams it still waits for. Thread-safe:
/// the thread that reads the connection says what was given up, and each stream's own thread listens.
public final class HttpCaller implements PeerInfo {
  private final PeerInfo peer;
  private final Map<Integer, Cancellation> streams = new ConcurrentHashMap<>();

  HttpCaller(PeerInfo peer) {
    this.peer = peer;
  }

  /// The stream that a request came on.
  public static Stream stream(ServerRequest request) {
    Cancellation cancellation = new Cancellation();
    if (request.remotePeer() instanceof HttpCaller caller) {
      caller.streams.put(request.id(), cancellation);
      return new Stream(cancellation, () -> caller.streams.remove(request.id()));
    }
    return new Stream(cancellation, () -> {});
  }

  /// A stream on which a reply is being made.
  public record Stream(Cancellation cancellation, Runnable end) implements AutoCloseable {
    @Override
    public void close() {
      end.run();
    }
  }

  /// The caller sent RST_STREAM.
  void gaveUp(int stream) {
    Cancellation cancellation = streams.get(stream);
    if (cancellation != null) {
      cancellation.cancel();
    }
  }

  /// The connection is gone.
  void left() {
    streams.values().forEach(Cancellation::cancel);
  }

  @Override
  public SocketAddress address() {
    return peer.address();
  }

  @Override
  public String host() {
    return peer.host();
  }

  @Override
  public int port() {
    return peer.port();
  }

  @Override
  public Optional<Principal> tlsPrincipal() {
    return peer.tlsPrincipal();
  }

  @Override
  public Optional<Certificate[]> tlsCertificates() {
    return peer.tlsCertificates();
  }
}
