package dev.slipway.app.cli;

import dev.slipway.app.client.ApiClient;
import dev.slipway.app.tls.Authorities;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Which server a command talks to, and as whom.
final class ServerOption {
  @Option(
      names = "--server",
      paramLabel = "URL",
      defaultValue = "${env:SLIPWAY_SERVER:-http://127.0.0.1:8080}",
      description = "The server; SLIPWAY_SERVER sets it for all commands (${DEFAULT-VALUE}).")
  private URI server;

  @Option(
      names = "--as",
      paramLabel = "PERSON",
      defaultValue = "${env:SLIPWAY_USER:-${sys:user.name}}",
      description = "Who acts, for the change log (${DEFAULT-VALUE}).")
  private String person;

  @Option(
      names = "--ca-cert",
      paramLabel = "FILE",
      defaultValue = "${env:SLIPWAY_CA_CERT}",
      description =
          "Believe the authorities in this PEM file too when the server shows its certificate; SLIPWAY_CA_CERT sets it for all commands.")
  private Optional<Path> authorities;

  ApiClient client() {
    return new ApiClient(
        server,
        person,
        authorities
            .filter(file -> !file.toString().isEmpty() && "https".equals(server.getScheme()))
            .map(Authorities::trusting));
  }
}
