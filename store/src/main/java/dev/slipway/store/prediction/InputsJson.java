package dev.slipway.store.prediction;

import dev.slipway.core.recording.Withheld;
import dev.slipway.wire.json.Json;
import dev.slipway.wire.json.JsonBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The inputs of a prediction as a JSON array that people query: `[1.5,"JFK",null]`. A number that JSON does
/// not have is `{"number":"NaN"}`, so that it is not taken for a text; what is withheld is `{"masked":true}` or
/// `{"hash":"0f…"}`.
final class InputsJson {
  private static final String NUMBER = "number";
  private static final String MASKED = "masked";
  private static final String HASH = "hash";

  private InputsJson() {}

  static void number(JsonBuffer out, double number) {
    if (Double.isFinite(number)) {
      out.number(number);
    } else {
      out.raw('{').name(NUMBER).string(Double.toString(number)).raw('}');
    }
  }

  static void masked(JsonBuffer out) {
    out.raw('{').name(MASKED).bool(true).raw('}');
  }

  static void hashed(JsonBuffer out, String digest) {
    out.raw('{').name(HASH).string(digest).raw('}');
  }

  static List<@Nullable Object> read(String json) {
    List<@Nullable Object> inputs = new ArrayList<>();
    for (JsonNode cell : Json.read(json, JsonNode.class, "a logged prediction")) {
      if (cell.isNumber()) {
        inputs.add(cell.asDouble());
      } else if (cell.isString()) {
        inputs.add(cell.asString());
      } else if (cell.has(MASKED)) {
        inputs.add(Withheld.MASKED);
      } else if (cell.has(HASH)) {
        inputs.add(new Withheld.Hashed(cell.path(HASH).asString()));
      } else if (cell.isObject()) {
        inputs.add(Double.valueOf(cell.path(NUMBER).asString()));
      } else {
        inputs.add(null);
      }
    }
    return Collections.unmodifiableList(inputs);
  }
}
