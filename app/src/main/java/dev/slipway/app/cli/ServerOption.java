package dev.slipway.app.cli;

import dev.slipway.app.client.ApiClient;
import java.net.URI;
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

  ApiClient client() {
    return new ApiClient(server, person);
  }
}
