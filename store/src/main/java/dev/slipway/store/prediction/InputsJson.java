package dev.slipway.store.prediction;

import dev.slipway.wire.json.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The inputs of a prediction as a JSON array that people query: `[1.5,"JFK",null]`. A number that JSON does
/// not have is `{"number":"NaN"}`, so that it is not taken for a text.
final class InputsJson {
  private static final String NUMBER = "number";

  private InputsJson() {}

  static String write(List<@Nullable Object> inputs) {
    List<@Nullable Object> cells = new ArrayList<>(inputs.size());
    for (@Nullable Object input : inputs) {
      cells.add(
          input instanceof Double number && !Double.isFinite(number)
              ? Map.of(NUMBER, number.toString())
              : input);
    }
    return Json.write(cells);
  }

  static List<@Nullable Object> read(String json) {
    List<@Nullable Object> inputs = new ArrayList<>();
    for (JsonNode cell : Json.read(json, JsonNode.class, "a logged prediction")) {
      if (cell.isNumber()) {
        inputs.add(cell.asDouble());
      } else if (cell.isString()) {
        inputs.add(cell.asString());
      } else if (cell.isObject()) {
        inputs.add(Double.valueOf(cell.path(NUMBER).asString()));
      } else {
        inputs.add(null);
      }
    }
    return Collections.unmodifiableList(inputs);
  }
}
