package dev.slipway.serving.sink;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A sink as the operator asked for it.
///
/// @param headers sent with every request over HTTP
/// @param producer properties of Kafka's producer
public record SinkSettings(
    SinkTarget target, Mode mode, Map<String, String> headers, Map<String, String> producer) {
  private static final String HEADER = "header.";

  public SinkSettings {
    headers = Map.copyOf(headers);
    producer = Map.copyOf(producer);
    if (mode == Mode.BATCH && target instanceof SinkTarget.Kafka) {
      throw new SlipwayException(
          ErrorCode.INVALID_ARGUMENT,
          "Kafka takes no batches of CloudEvents; choose --sink-mode structured or binary");
    }
  }

  /// How events are written, in the words of the CloudEvents specification.
  public enum Mode {
    /// Many in one body.
    BATCH,
    /// One as a JSON object.
    STRUCTURED,
    /// The attributes as headers, the data as the body.
    BINARY
  }

  /// @param mode that of the target where it is empty: batches over HTTP, binary to Kafka
  /// @param config `header.NAME` for HTTP, everything else for Kafka's producer
  public static SinkSettings of(String target, Optional<Mode> mode, Map<String, String> config) {
    SinkTarget parsed = SinkTarget.parse(target);
    Map<String, String> headers = new LinkedHashMap<>();
    Map<String, String> producer = new LinkedHashMap<>();
    config.forEach((key, value) -> {
      if (key.startsWith(HEADER)) {
        headers.put(key.substring(HEADER.length()), value);
      } else {
        producer.put(key, value);
      }
    });
    Mode usual =
        switch (parsed) {
          case SinkTarget.Http _ -> Mode.BATCH;
          case SinkTarget.Kafka _ -> Mode.BINARY;
        };
    return new SinkSettings(parsed, mode.orElse(usual), headers, producer);
  }
}
