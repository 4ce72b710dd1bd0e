package dev.slipway.serving.connection;

import dev.slipway.serving.traffic.Refusals;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.tls.Tls;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderValues;
import io.helidon.http.Headers;
import io.helidon.http.Status;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionListener;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.http2.Http2Config;
import io.helidon.webserver.http2.Http2ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;

/// Takes the connections of a server: HTTP/1.1, and HTTP/2 for clients that begin with it or choose it in
/// TLS. Thread-safe.
public final class Connections implements ServerConnectionSelector {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final ServerConnectionSelector http1;
  private final ServerConnectionSelector http2;
  private final Patience patience;
  private final Watch watch;

  private Connections(Patience patience) {
    this.patience = patience;
    this.watch = new Watch(min(PAUSE, patience.grace().dividedBy(4)));
    http1 =
        Http1ConnectionSelector.builder()
            .config(
                Http1Config.builder()
                    .addReceiveListener(new LastRequests())
                    .addSendListener(new TooLong())
                    .build())
            .build();
    http2 = Http2ConnectionSelector.builder().http2Config(Http2Config.create()).build();
  }

  /// Sets a server up.
  ///
  /// Over TLS its sockets are read by streams: Helidon's other way asks for each caller's name in the DNS.
  ///
  /// @param tls where it is there, nothing but TLS is spoken
  /// @param refused counts what is refused before a handler sees it
  public static void set(
      WebServerConfig.Builder server,
      Patience patience,
      Optional<SSLContext> tls,
      Refusals refused) {
    Connections connections = new Connections(patience);
    server
        .tls(tls.map(connections::watched).orElseGet(() -> Tls.builder().enabled(false).build()))
        .useNio(tls.isEmpty())
        .protocolsDiscoverServices(false)
        .idleConnectionTimeout(patience.idle())
        .directHandlers(refusals(refused))
        .addConnectionSelector(connections);
  }

  private Tls watched(SSLContext context) {
    return Tls.builder()
        .sslContext(WatchedTls.of(context, () -> watch.beginHandshake(patience.allowedNanos(0))))
        .build();
  }

  private static DirectHandlers refusals(Refusals refused) {
    DirectHandlers.Builder refusals = DirectHandlers.builder();
    for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
      refusals.addHandler(type, new Refusal(refused));
    }
    return refusals.build();
  }

  @Override
  public int bytesToIdentifyConnection() {
    return 0;
  }

  @Override
  public Support supports(BufferData data) {
    return Support.SUPPORTED;
  }

  @Override
  public Set<String> supportedApplicationProtocols() {
    return Set.of("h2", "http/1.1");
  }

  @Override
  public ServerConnection connection(ConnectionContext context) {
    watch.endHandshake();
    return new PatientConnection(
        context,
        (connection, isHttp2) -> (isHttp2 ? http2 : http1).connection(connection),
        patience,
        watch);
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  /// Ends a connection after the request that says it is the last, where the HTTP server would only say so.
  private static final class LastRequests implements Http1ConnectionListener {
    @Override
    public void headers(ConnectionContext context, Headers headers) {
      if (headers.contains(HeaderValues.CONNECTION_CLOSE.headerName())
          && headers.containsToken(HeaderValues.CONNECTION_CLOSE)
          && context instanceof PatientConnection connection) {
        connection.endAfterThis();
      }
    }
  }

  /// Has the rest of a request that is refused for its length read for a while.
  private static final class TooLong implements Http1ConnectionListener {
    @Override
    public void status(ConnectionContext context, Status status) {
      if (status.code() == Status.REQUEST_ENTITY_TOO_LARGE_413.code()
          && context instanceof PatientConnection connection) {
        connection.linger();
      }
    }
  }
}
