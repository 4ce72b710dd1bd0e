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

  /// Writes into a buffer that is empty: segments are compacted while predictions are answered, and this is
  /// most of the work.
  static String write(JsonBuffer out, List<@Nullable Object> inputs) {
    out.raw('[');
    for (int i = 0; i < inputs.size(); i++) {
      if (i > 0) {
        out.raw(',');
      }
      switch (inputs.get(i)) {
        case null -> out.raw("null");
        case Double number when Double.isFinite(number) -> out.number(number.doubleValue());
        case Double number -> out.raw('{').name(NUMBER).string(number.toString()).raw('}');
        case Withheld.Masked _ -> out.raw('{').name(MASKED).bool(true).raw('}');
        case Withheld.Hashed(String digest) -> out.raw('{').name(HASH).string(digest).raw('}');
        case Object text -> out.string(text.toString());
      }
    }
    return out.raw(']').toString();
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
