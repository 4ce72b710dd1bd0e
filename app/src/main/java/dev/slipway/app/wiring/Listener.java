package dev.slipway.app.wiring;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.serving.grpc.Http2Connections;
import dev.slipway.serving.http.BodiesAsSent;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;

/// Opens the one port that everything is served on.
final class Listener {
  private static final int BACKLOG = 1024;

  private Listener() {}

  static WebServer open(String host, int port, HttpRouting.Builder routing, Duration drain) {
    requireFree(host, port);
    try {
      return WebServer.builder()
          .host(host)
          .port(port)
          .backlog(BACKLOG)
          .shutdownHook(false)
          .connectionSelectors(Http2Connections.beside())
          .contentEncoding(new BodiesAsSent())
          .shutdownGracePeriod(drain)
          .connectionOptions(options -> options.tcpNoDelay(true))
          .routing(routing)
          .build()
          .start();
    } catch (RuntimeException e) {
      throw inUse(host, port, e);
    }
  }

  /// Asks before Helidon does, whose own failure does not say what is wrong.
  private static void requireFree(String host, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
    } catch (UnknownHostException e) {
      throw new SlipwayException(
          ErrorCode.INVALID_ARGUMENT, "'%s' is no address of this machine".formatted(host), e);
    } catch (BindException e) {
      throw inUse(host, port, e);
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.ENVIRONMENT,
          "cannot listen on %s:%d: %s".formatted(host, port, e.getMessage()),
          e);
    }
  }

  private static SlipwayException inUse(String host, int port, Exception cause) {
    return new SlipwayException(
        ErrorCode.ADDRESS_IN_USE,
        "cannot listen on %s:%d (%s). Stop what uses the port, or choose another with --port."
            .formatted(host, port, cause.getMessage()),
        cause);
  }
}
