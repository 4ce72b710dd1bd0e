package dev.slipway.app.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// Tells the server what turned out to be true.
@Command(
    name = "feedback",
    description =
        "Tell the server the truth about a prediction, by the id that came with the answer.",
    sortOptions = false,
    footer = {"", "Example:", "  slipway feedback 01JD3V9W5T0000000000000000 37"})
final class FeedbackCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ID", index = "0", description = "The prediction id.")
  private String id;

  @Parameters(
      paramLabel = "LABEL",
      index = "1",
      description = "The true class, or the true number of the target.")
  private String label;

  @Mixin private ServerOption server;
  @Mixin private CommonOptions common;

  @Override
  public Integer call() {
    JsonNode answer =
        server.client().post("/api/v1/feedback", List.of(Map.of("id", id, "label", label)));
    common.terminal().result(answer, "Stored.");
    return 0;
  }
}
