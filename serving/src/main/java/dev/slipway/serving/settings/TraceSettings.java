package dev.slipway.serving.settings;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.serving.trace.Sampling;
import dev.slipway.wire.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Which requests are traced, by the names of Triton's settings; `null` gives a setting its first value back.
/// Thread-safe.
final class TraceSettings {
  private static final Map<String, String> FIXED = new LinkedHashMap<>();

  static {
    FIXED.put("trace_count", "-1");
    FIXED.put("log_frequency", "0");
    FIXED.put("trace_file", "");
    FIXED.put("trace_mode", "opentelemetry");
  }

  private final Optional<Sampling> sampling;

  TraceSettings(Optional<Sampling> sampling) {
    this.sampling = sampling;
  }

  JsonNode read() {
    Sampling.Rate rate = sampling.map(Sampling::rate).orElse(Sampling.Rate.NOTHING);
    ObjectNode settings = Json.mapper().createObjectNode();
    settings.putArray("trace_level").add(rate.on() ? "TIMESTAMPS" : "OFF");
    settings.put("trace_rate", Integer.toString(rate.oneOf()));
    FIXED.forEach(settings::put);
    return settings;
  }

  /// Changes all that the object names, or nothing where one of it cannot be.
  void change(JsonNode asked) {
    Sampling.Rate rate = sampling.map(Sampling::rate).orElse(Sampling.Rate.NOTHING);
    for (String name : asked.propertyNames()) {
      JsonNode value = asked.path(name);
      rate =
          switch (name) {
            case "trace_level" ->
                new Sampling.Rate(
                    value.isNull() ? sampling.isPresent() : level(value), rate.oneOf());
            case "trace_rate" -> new Sampling.Rate(rate.on(), value.isNull() ? 1 : oneOf(value));
            default -> {
              requireFixed(name, value);
              yield rate;
            }
          };
    }
    if (sampling.isPresent()) {
      sampling.get().rate(rate);
    } else if (!rate.equals(Sampling.Rate.NOTHING)) {
      throw wrong(
          "no traces are sent, since no collector is named; start the server with --otlp and its address");
    }
  }

  private static boolean level(JsonNode value) {
    boolean on = false;
    for (JsonNode level : value.isArray() ? value.valueStream().toList() : List.of(value)) {
      switch (level.asString("")) {
        case "OFF" -> {}
        case "TIMESTAMPS" -> on = true;
        default ->
            throw wrong(
                "'trace_level' has %s; it may have OFF or TIMESTAMPS, tensors are not traced"
                    .formatted(level));
      }
    }
    return on;
  }

  private static int oneOf(JsonNode value) {
    try {
      int rate = Integer.parseInt(value.asString(""));
      if (rate > 0) {
        return rate;
      }
    } catch (NumberFormatException _) {
      // Told below.
    }
    throw wrong("'trace_rate' must be a whole number above 0: of so many requests one is traced");
  }

  private static void requireFixed(String name, JsonNode value) {
    String only = FIXED.get(name);
    if (only == null) {
      throw wrong(
          "there is no trace setting '%s'; there are trace_level and trace_rate".formatted(name));
    }
    if (!value.isNull() && !value.asString("").equals(only)) {
      throw wrong(
          "'%s' is '%s' and cannot be changed: spans go to a collector of OpenTelemetry"
              .formatted(name, only));
    }
  }

  private static SlipwayException wrong(String message) {
    return new SlipwayException(ErrorCode.INVALID_ARGUMENT, message);
  }
}
