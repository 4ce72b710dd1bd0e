package dev.slipway.app.wiring;

import dev.slipway.app.tls.CurrentCertificate;
import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.serving.connection.Connections;
import dev.slipway.serving.connection.Patience;
import dev.slipway.serving.http.BodiesAsSent;
import dev.slipway.serving.http.Measure;
import dev.slipway.serving.plane.ServingPlane;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The one port that everything is served on.
final class Listener implements AutoCloseable {
  private static final int BACKLOG = 1024;

  private final Listening listening;
  private final Optional<CurrentCertificate> certificate;

  private Listener(Listening listening, Optional<CurrentCertificate> certificate) {
    this.listening = listening;
    this.certificate = certificate;
  }

  /// Reads the certificate, where there is one; `INVALID_ARGUMENT` says what is wrong with it.
  static Listener of(Listening listening, InstantSource clock) {
    return new Listener(
        listening, listening.tls().map(files -> CurrentCertificate.open(files, clock)));
  }

  List<Measure> measures() {
    return certificate.map(CurrentCertificate::measures).orElse(List.of());
  }

  WebServer open(HttpRouting.Builder routing, ServingPlane plane) {
    String host = listening.host();
    int port = listening.port();
    requireFree(host, port);
    try {
      return WebServer.builder()
          .update(server ->
              Connections.set(
                  server,
                  Patience.DEFAULT,
                  certificate.map(CurrentCertificate::context),
                  plane.refusals()))
          .host(host)
          .port(port)
          .backlog(BACKLOG)
          .shutdownHook(false)
          .contentEncoding(new BodiesAsSent())
          .shutdownGracePeriod(plane.limits().finishing())
          .connectionOptions(
              options -> options.tcpNoDelay(true).readTimeout(Patience.DEFAULT.idle()))
          .routing(routing)
          .build()
          .start();
    } catch (RuntimeException e) {
      throw inUse(host, port, e);
    }
  }

  /// How a client on this machine reaches what was opened.
  URI uri(WebServer opened) {
    String host = listening.host();
    String reached = host.equals("0.0.0.0") ? Listening.HOST : host;
    return URI.create(
        "%s://%s:%d".formatted(certificate.isPresent() ? "https" : "http", reached, opened.port()));
  }

  @Override
  public void close() {
    certificate.ifPresent(CurrentCertificate::close);
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
