package dev.slipway.wire.openinference;

import dev.slipway.wire.json.Json;
import dev.slipway.wire.protobuf.MessageReader;
import dev.slipway.wire.protobuf.MessageWriter;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A message of gRPC that asks for settings of the log or of traces, as the object that JSON has for them.
///
/// Source: `LogSettings` and `TraceSetting` of
/// <https://github.com/triton-inference-server/common/blob/main/protobuf/grpc_service.proto>.
///
/// @param settings null where a setting has no value
/// @param model empty where the message names none
public record SettingsMessage(JsonNode settings, String model) {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /// Reads a `LogSettingsRequest`, whose values are a flag, a number or a text.
  public static SettingsMessage logging(byte[] message) {
    return read(message, SettingsMessage::choice);
  }

  /// Reads a `TraceSettingRequest`, whose values are lists of texts.
  public static SettingsMessage tracing(byte[] message) {
    return read(message, SettingsMessage::texts);
  }

  private static SettingsMessage read(byte[] message, Form form) {
    MessageReader in = MessageReader.of(message, message.length);
    ObjectNode settings = Json.mapper().createObjectNode();
    String model = "";
    while (in.next()) {
      switch (in.field()) {
        case 1 -> entry(in.message(), form, settings);
        case 2 -> model = in.text();
        default -> in.skip();
      }
    }
    return new SettingsMessage(settings, model);
  }

  private static void entry(MessageReader entry, Form form, ObjectNode settings) {
    String name = "";
    JsonNode value = JSON.nullNode();
    while (entry.next()) {
      switch (entry.field()) {
        case 1 -> name = entry.text();
        case 2 -> value = form.read(entry.message());
        default -> entry.skip();
      }
    }
    settings.set(name, value);
  }

  private static JsonNode choice(MessageReader in) {
    JsonNode value = JSON.nullNode();
    while (in.next()) {
      switch (in.field()) {
        case 1 -> value = JSON.booleanNode(in.flag());
        case 2 -> value = JSON.numberNode(in.number());
        case 3 -> value = JSON.stringNode(in.text());
        default -> in.skip();
      }
    }
    return value;
  }

  private static JsonNode texts(MessageReader in) {
    List<String> texts = new ArrayList<>();
    while (in.next()) {
      if (in.field() == 1) {
        texts.add(in.text());
      } else {
        in.skip();
      }
    }
    return switch (texts.size()) {
      case 0 -> JSON.nullNode();
      case 1 -> JSON.stringNode(texts.getFirst());
      default -> Json.mapper().valueToTree(texts);
    };
  }

  /// Writes a `LogSettingsResponse`.
  public static void logging(MessageWriter out, JsonNode settings) {
    write(
        out,
        settings,
        (body, value) -> {
          if (value.isBoolean()) {
            body.numberOrZero(1, value.asBoolean() ? 1 : 0);
          } else if (value.isNumber()) {
            body.numberOrZero(2, value.asLong());
          } else {
            body.element(3, value.asString());
          }
        });
  }

  /// Writes a `TraceSettingResponse`.
  public static void tracing(MessageWriter out, JsonNode settings) {
    write(
        out,
        settings,
        (body, value) -> {
          for (JsonNode text : value.isArray() ? value : List.of(value)) {
            body.element(1, text.asString());
          }
        });
  }

  private static void write(MessageWriter out, JsonNode settings, Written form) {
    settings
        .properties()
        .forEach(setting ->
            out.message(
                1,
                entry ->
                    entry
                        .text(1, setting.getKey())
                        .message(2, body -> form.write(body, setting.getValue()))));
  }

  @FunctionalInterface
  private interface Form {
    JsonNode read(MessageReader value);
  }

  @FunctionalInterface
  private interface Written {
    void write(MessageWriter out, JsonNode value);
  }
}
