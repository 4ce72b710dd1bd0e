package dev.slipway.app.cli;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// Asks an endpoint for predictions.
@Command(
    name = "predict",
    description = "Ask an endpoint for the predictions of one JSON object, or of a list of them.",
    sortOptions = false,
    footer = {
      "",
      "Example:",
      "  slipway predict flight-delay '{\"date\":\"2001-03-01T17:30\",\"distance\":733,\"origin\":\"ORD\",\"destination\":\"LGA\"}'",
      "  slipway predict flight-delay @rows.json"
    })
final class PredictCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ENDPOINT", index = "0", description = "The endpoint.")
  private String endpoint;

  @Parameters(
      paramLabel = "ROWS",
      index = "1",
      description = "JSON, or @FILE, or - for standard input.")
  private String rows;

  @Option(
      names = "--environment",
      defaultValue = "production",
      description = "test, staging or production (${DEFAULT-VALUE}).")
  private String environment;

  @Mixin private ServerOption server;
  @Mixin private CommonOptions common;

  @Override
  public Integer call() {
    JsonNode answer =
        server
            .client()
            .postText("/predict/%s?environment=%s".formatted(endpoint, environment), body());
    common.terminal().result(answer, text(answer));
    return 0;
  }

  private static String text(JsonNode answer) {
    StringBuilder text = new StringBuilder();
    for (JsonNode prediction : answer.path("predictions")) {
      text.append(prediction.path("prediction").asString());
      if (prediction.has("probabilities")) {
        text.append("  ").append(prediction.path("probabilities"));
      }
      if (!prediction.path("flags").isEmpty()) {
        text.append("  ").append(prediction.path("flags"));
      }
      text.append("  (").append(prediction.path("id").asString()).append(")\n");
    }
    return text.append("by ")
        .append(answer.path("model").asString())
        .append(':')
        .append(answer.path("version").asString())
        .toString();
  }

  private String body() {
    try {
      if (rows.equals("-")) {
        return new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
      }
      return rows.startsWith("@") ? Files.readString(Path.of(rows.substring(1))) : rows;
    } catch (IOException e) {
      throw new SlipwayException(ErrorCode.NOT_FOUND, "cannot read the rows from " + rows, e);
    }
  }
}
