package dev.slipway.serving.settings;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.wire.json.Json;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import tools.jackson.databind.JsonNode;

/// What this program logs, by the names of Triton's settings. A level includes those above it; a caller may ask
/// for more than warnings and errors, never for less. Thread-safe.
final class LogSettings {
  private static final Logger LOG = Logger.getLogger("dev.slipway");

  /// The level of each `log_verbose_level` from 1 on.
  private static final List<Level> VERBOSE = List.of(Level.FINE, Level.FINER, Level.FINEST);

  JsonNode read() {
    return Json.mapper()
        .createObjectNode()
        .put("log_file", "")
        .put("log_info", LOG.isLoggable(Level.INFO))
        .put("log_warning", LOG.isLoggable(Level.WARNING))
        .put("log_error", LOG.isLoggable(Level.SEVERE))
        .put("log_verbose_level", (int) VERBOSE.stream().filter(LOG::isLoggable).count())
        .put("log_format", "default");
  }

  /// Changes all that the object names, or nothing where one of it cannot be.
  void change(JsonNode asked) {
    Level level = null;
    for (String name : asked.propertyNames()) {
      JsonNode value = asked.path(name);
      switch (name) {
        case "log_info" -> {
          if (level == null || level == Level.INFO) {
            level = flag(name, value) ? atLeastInfo() : Level.WARNING;
          } else if (!flag(name, value)) {
            throw wrong("'log_info' cannot be off where 'log_verbose_level' is above 0");
          }
        }
        case "log_verbose_level" -> {
          if (level == Level.WARNING && value.asInt(0) > 0) {
            throw wrong("'log_info' cannot be off where 'log_verbose_level' is above 0");
          }
          level = level == Level.WARNING ? level : verbose(value);
        }
        case "log_warning", "log_error" -> {
          if (!flag(name, value)) {
            throw wrong("'%s' cannot be turned off by a request".formatted(name));
          }
        }
        case "log_file" ->
            require(name, value, "", "the log goes to standard error; redirect that");
        case "log_format" -> require(name, value, "default", "there is no other");
        default ->
            throw wrong(
                "there is no log setting '%s'; there are log_info and log_verbose_level"
                    .formatted(name));
      }
    }
    if (level != null) {
      LOG.setLevel(level);
    }
  }

  private static Level atLeastInfo() {
    return VERBOSE.reversed().stream().filter(LOG::isLoggable).findFirst().orElse(Level.INFO);
  }

  private static Level verbose(JsonNode value) {
    if (!value.isIntegralNumber() || value.asDouble() < 0) {
      throw wrong("'log_verbose_level' must be a whole number, 0 or more");
    }
    int level = (int) Math.min(VERBOSE.size(), value.asDouble());
    return level == 0 ? Level.INFO : VERBOSE.get(level - 1);
  }

  private static boolean flag(String name, JsonNode value) {
    if (!value.isBoolean()) {
      throw wrong("'%s' must be true or false".formatted(name));
    }
    return value.asBoolean();
  }

  private static void require(String name, JsonNode value, String only, String why) {
    if (!value.isString() || !value.asString().equals(only)) {
      throw wrong("'%s' is '%s' and cannot be changed: %s".formatted(name, only, why));
    }
  }

  private static SlipwayException wrong(String message) {
    return new SlipwayException(ErrorCode.INVALID_ARGUMENT, message);
  }
}
