package dev.slipway.app.cli;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.serving.sink.SinkSettings;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import picocli.CommandLine.Option;

/// `--sink` and how it is used, shared by the commands that answer requests.
final class SinkOption {
  @Option(
      names = "--sink",
      paramLabel = "URL",
      description = {
        "Send every logged prediction there as a CloudEvent: https://host/path, or",
        "kafka://broker:9092,broker:9092/topic; may be repeated."
      })
  private List<String> sinks = List.of();

  @Option(
      names = "--sink-mode",
      paramLabel = "MODE",
      description =
          "batch (over HTTP, the default there), structured, or binary (the default for Kafka).")
  private Optional<SinkSettings.Mode> mode = Optional.empty();

  @Option(
      names = "--sink-config",
      paramLabel = "FILE",
      description = {
        "A properties file for the sinks: header.NAME=VALUE is sent with every request over HTTP, everything",
        "else is a property of Kafka's producer, such as security.protocol."
      })
  private Optional<Path> config = Optional.empty();

  List<SinkSettings> sinks() {
    Map<String, String> properties = config.map(SinkOption::read).orElse(Map.of());
    return sinks.stream().map(target -> SinkSettings.of(target, mode, properties)).toList();
  }

  private static Map<String, String> read(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new SlipwayException(
          ErrorCode.INVALID_ARGUMENT,
          "--sink-config '%s' cannot be read; write lines such as header.Authorization=Bearer …"
              .formatted(file),
          e);
    }
    Map<String, String> read = new HashMap<>();
    properties.forEach((key, value) -> read.put(key.toString(), value.toString()));
    return read;
  }
}
