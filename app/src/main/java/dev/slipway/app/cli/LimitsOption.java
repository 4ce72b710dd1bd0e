package dev.slipway.app.cli;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.serving.plane.Limits;
import java.time.Duration;
import picocli.CommandLine.Option;

/// How much a server takes on at once, and how long it takes to stop.
final class LimitsOption {
  private static final int MOST_MEGABYTES = 1_024;

  @Option(
      names = "--max-body",
      paramLabel = "MB",
      defaultValue = "10",
      description = "The longest request body, decompressed (${DEFAULT-VALUE}).")
  private int maxBody;

  @Option(
      names = "--max-rows",
      paramLabel = "N",
      defaultValue = "100000",
      description = "The most rows in one request (${DEFAULT-VALUE}).")
  private int maxRows;

  @Option(
      names = "--max-in-flight",
      paramLabel = "N",
      defaultValue = "2000",
      description = "The most requests under way; more get 503 (${DEFAULT-VALUE}).")
  private int maxInFlight;

  @Option(
      names = "--drain",
      paramLabel = "SECONDS",
      defaultValue = "25",
      description =
          "How long stopping takes at most, requests under way included (${DEFAULT-VALUE}).")
  private int drain;

  Limits limits() {
    require("--max-body", maxBody, 1, MOST_MEGABYTES);
    require("--max-rows", maxRows, 1, Integer.MAX_VALUE);
    require("--max-in-flight", maxInFlight, 1, Integer.MAX_VALUE);
    require("--drain", drain, 1, 3_600);
    return new Limits((long) maxBody << 20, maxRows, maxInFlight, Duration.ofSeconds(drain));
  }

  private static void require(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new SlipwayException(
          ErrorCode.INVALID_ARGUMENT,
          "%s is %d; give a whole number from %d to %d".formatted(option, value, least, most));
    }
  }
}
