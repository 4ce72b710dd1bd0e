package dev.slipway.app.wiring;

import dev.slipway.app.tls.CertificateFiles;
import dev.slipway.serving.http.ServerIdentity;
import dev.slipway.serving.plane.Limits;
import java.util.Optional;

/// Where a server is reached, under which name, whether over TLS, and how much it takes on.
///
/// @param port 0 takes a free one
/// @param serverName what the Open Inference Protocol's metadata calls the server
/// @param tls the certificate; without one the server speaks plain HTTP
public record Listening(
    String host, int port, String serverName, Optional<CertificateFiles> tls, Limits limits) {
  public static final String HOST = "127.0.0.1";
  public static final int PORT = 8080;

  public static Listening on(String host, int port) {
    return new Listening(host, port, ServerIdentity.NAME, Optional.empty(), Limits.DEFAULT);
  }

  public Listening over(CertificateFiles files) {
    return new Listening(host, port, serverName, Optional.of(files), limits);
  }

  /// What the command line says, where it does; it outranks every other source.
  public record Asked(
      Optional<String> host,
      Optional<Integer> port,
      String serverName,
      Optional<CertificateFiles> tls,
      Limits limits) {
    public static final Asked NOTHING =
        new Asked(
            Optional.empty(),
            Optional.empty(),
            ServerIdentity.NAME,
            Optional.empty(),
            Limits.DEFAULT);

    /// @param otherHost and `otherPort`: for what the command line does not say
    public Listening or(String otherHost, int otherPort) {
      return new Listening(host.orElse(otherHost), port.orElse(otherPort), serverName, tls, limits);
    }
  }
}
