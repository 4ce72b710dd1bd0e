package dev.slipway.app.cli;

import dev.slipway.app.client.ApiClient;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// Says how the models and endpoints of a server are.
@Command(
    name = "status",
    description = "Show models, endpoints with their traffic, running releases and open alerts.",
    sortOptions = false,
    footer = {"", "Example:", "  slipway status flight-delay"})
final class StatusCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "ENDPOINT",
      arity = "0..1",
      description = "Only this endpoint and its model.")
  private Optional<String> endpoint;

  @Mixin private ServerOption server;
  @Mixin private CommonOptions common;

  @Override
  public Integer call() {
    ApiClient client = server.client();
    Status status =
        new Status(
            client.get("/api/v1/models").path("models"),
            client.get("/api/v1/endpoints").path("endpoints"),
            client.get("/api/v1/alerts?limit=20").path("alerts"));
    common.terminal().result(status, text(status));
    return 0;
  }

  /// What the server says of itself.
  record Status(JsonNode models, JsonNode endpoints, JsonNode alerts) {}

  private String text(Status status) {
    StringBuilder text = new StringBuilder();
    for (JsonNode model : status.models()) {
      if (wanted(model.path("name").asString())) {
        model(text, model);
      }
    }
    for (JsonNode at : status.endpoints()) {
      if (wanted(at.path("endpoint").asString())) {
        endpoint(text, at);
      }
    }
    for (JsonNode alert : status.alerts()) {
      if (wanted(alert.path("endpoint").asString())
          && !alert.path("state").asString().equals("CLOSED")) {
        text.append(
            "alert     %s: %s%n"
                .formatted(alert.path("kind").asString(), alert.path("reason").asString()));
      }
    }
    return text.isEmpty()
        ? "Nothing is registered yet. In a project: slipway build && slipway check && slipway push"
        : text.toString().stripTrailing();
  }

  private boolean wanted(String name) {
    return endpoint.isEmpty() || endpoint.get().equals(name);
  }

  private static void model(StringBuilder text, JsonNode model) {
    text.append("model     ").append(model.path("name").asString()).append('\n');
    for (JsonNode version : model.path("versions")) {
      StringBuilder aliases = new StringBuilder();
      for (JsonNode alias : version.path("aliases")) {
        aliases.append(" @").append(alias.asString());
      }
      text.append(
          "  %-18s %-13s %s%s%n"
              .formatted(
                  version.path("id").asString(),
                  version.has("approval") ? "approved" : "waits",
                  version.path("registered_at").asString().replaceAll("\\.\\d+Z", "Z"),
                  aliases));
    }
  }

  private static void endpoint(StringBuilder text, JsonNode at) {
    text.append(
        "endpoint  %s in %s%n"
            .formatted(
                at.path("endpoint").asString(),
                at.path("environment").asString().toLowerCase(Locale.ROOT)));
    for (JsonNode variant : at.path("route").path("variants")) {
      text.append(
          "  %-18s %-8s %5.1f%%%s%n"
              .formatted(
                  variant.path("version").asString(),
                  variant.path("role").asString().toLowerCase(Locale.ROOT),
                  variant.path("weight").asInt() / 100.0,
                  traffic(at, variant)));
    }
    JsonNode release = at.path("release");
    if (release.path("state").asString("").equals("RUNNING")) {
      JsonNode decisions = release.path("decisions");
      text.append(
          "  release            %s%n"
              .formatted(
                  decisions.isEmpty()
                      ? "just started"
                      : decisions
                          .path(decisions.size() - 1)
                          .path("decision")
                          .path("reason")
                          .asString()));
    }
  }

  private static String traffic(JsonNode at, JsonNode variant) {
    for (JsonNode seen : at.path("traffic")) {
      if (seen.path("version").equals(variant.path("version"))
          && seen.path("role").equals(variant.path("role"))) {
        return "   %,d requests, %d errors; last minute %.1f/s, p50 %.2f ms, p99 %.2f ms"
            .formatted(
                seen.path("requests").asLong(),
                seen.path("errors").asLong(),
                seen.path("requests_per_second").asDouble(),
                seen.path("p50_micros").asDouble() / 1000,
                seen.path("p99_micros").asDouble() / 1000);
      }
    }
    return "";
  }
}
