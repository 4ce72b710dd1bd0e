package dev.slipway.app.cli;

import dev.slipway.core.route.Environment;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// Gives an endpoint back to the version that had it before.
@Command(
    name = "rollback",
    description = {
      "Give an endpoint back to the version that answered before, at once.",
      "A canary that is under way ends; without one, the last promotion is undone."
    },
    sortOptions = false,
    footer = {
      "",
      "Example:",
      "  slipway rollback flight-delay --reason \"complaints from the desk\""
    })
final class RollbackCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ENDPOINT", description = "The endpoint.")
  private String endpoint;

  @Option(
      names = "--environment",
      defaultValue = "production",
      description = "test, staging or production (${DEFAULT-VALUE}).")
  private Environment environment;

  @Option(names = "--reason", defaultValue = "by hand", description = "Why (${DEFAULT-VALUE}).")
  private String reason;

  @Mixin private ServerOption server;
  @Mixin private CommonOptions common;

  @Override
  public Integer call() {
    JsonNode answer =
        server
            .client()
            .post(
                "/api/v1/endpoints/%s/rollback".formatted(endpoint),
                Map.of("environment", environment.label(), "reason", reason));
    common
        .terminal()
        .result(
            answer,
            "%s in %s is answered by the version before".formatted(endpoint, environment.label()));
    return 0;
  }
}
