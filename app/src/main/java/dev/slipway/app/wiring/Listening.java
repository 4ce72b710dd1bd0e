package dev.slipway.app.wiring;

import dev.slipway.app.tls.CertificateFiles;
import dev.slipway.serving.http.ServerIdentity;
import dev.slipway.serving.plane.Changes;
import dev.slipway.serving.plane.Limits;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/// Where a server is reached, under which name, whether over TLS, how much it takes on, and who may change it.
///
/// @param port 0 takes a free one
/// @param serverName what the Open Inference Protocol's metadata calls the server
/// @param tls the certificate; without one the server speaks plain HTTP
/// @param changes whether callers may change it
public record Listening(
    String host,
    int port,
    String serverName,
    Optional<CertificateFiles> tls,
    Limits limits,
    Changes changes) {
  public static final String HOST = "127.0.0.1";
  public static final int PORT = 8080;

  public static Listening on(String host, int port) {
    return Asked.NOTHING.or(host, port);
  }

  public Listening over(CertificateFiles files) {
    return new Listening(host, port, serverName, Optional.of(files), limits, changes);
  }

  /// The same, where callers may change what the server has loaded.
  Listening changeable() {
    return new Listening(host, port, serverName, tls, limits, Changes.ALLOWED);
  }

  /// What the command line says, where it does; it outranks every other source.
  public record Asked(
      Optional<String> host,
      Optional<Integer> port,
      String serverName,
      Optional<CertificateFiles> tls,
      Limits limits,
      boolean allowChanges) {
    public static final Asked NOTHING =
        new Asked(
            Optional.empty(),
            Optional.empty(),
            ServerIdentity.NAME,
            Optional.empty(),
            Limits.DEFAULT,
            false);

    /// Callers may change a server that only its own machine reaches.
    ///
    /// @param otherHost and `otherPort`: for what the command line does not say
    public Listening or(String otherHost, int otherPort) {
      String at = host.orElse(otherHost);
      return new Listening(
          at,
          port.orElse(otherPort),
          serverName,
          tls,
          limits,
          allowChanges || isLoopback(at) ? Changes.ALLOWED : Changes.REFUSED);
    }

    private static boolean isLoopback(String host) {
      try {
        return InetAddress.getByName(host).isLoopbackAddress();
      } catch (UnknownHostException _) {
        return false; // Told when the address is opened.
      }
    }
  }
}
