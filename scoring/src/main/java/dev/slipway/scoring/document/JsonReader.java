package dev.slipway.scoring.document;

import dev.slipway.scoring.document.Value.Fields;
import dev.slipway.scoring.document.Value.Flag;
import dev.slipway.scoring.document.Value.Items;
import dev.slipway.scoring.document.Value.Number;
import dev.slipway.scoring.document.Value.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/// Reads JSON, and the `NaN` and `Infinity` that some libraries write.
final class JsonReader {
  private static final int LONGEST_TEXT = 64 << 20;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(200)
                  .maxStringLength(LONGEST_TEXT)
                  .build())
          .build();

  private final JsonParser in;
  private final Budget budget;

  private JsonReader(JsonParser in, Budget budget) {
    this.in = in;
    this.budget = budget;
  }

  static Value read(byte[] json, Budget budget) {
    try (JsonParser in = FACTORY.createParser(ObjectReadContext.empty(), json)) {
      in.nextToken();
      Value value = new JsonReader(in, budget).value(0);
      if (in.nextToken() != null) {
        throw budget.corrupt("goes on behind its end");
      }
      return value;
    } catch (JacksonException e) {
      throw budget.corrupt("is no JSON: " + e.getOriginalMessage());
    }
  }

  private Value value(int depth) {
    JsonToken token = in.currentToken();
    if (token == null) {
      throw budget.corrupt("ends too early");
    }
    budget.spend(depth);
    return switch (token) {
      case VALUE_STRING -> new Text(in.getString());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Number(in.getDoubleValue());
      case VALUE_TRUE -> new Flag(true);
      case VALUE_FALSE -> new Flag(false);
      case VALUE_NULL -> Value.NOTHING;
      case START_ARRAY -> list(depth);
      case START_OBJECT -> fields(depth);
      default -> throw budget.corrupt("has a stray " + token);
    };
  }

  private Value list(int depth) {
    Numbers numbers = new Numbers();
    JsonToken token = in.nextToken();
    while (token != null && token.isNumeric()) {
      numbers.add(in.getDoubleValue());
      token = in.nextToken();
    }
    if (token == JsonToken.END_ARRAY) {
      return new Value.Numbers(numbers.toArray());
    }
    List<Value> items = new ArrayList<>();
    for (double number : numbers.toArray()) {
      budget.spend(depth);
      items.add(new Number(number));
    }
    for (; token != JsonToken.END_ARRAY; token = in.nextToken()) {
      items.add(value(depth + 1));
    }
    return new Items(items);
  }

  private Value fields(int depth) {
    Map<String, Value> fields = new LinkedHashMap<>();
    for (String name = in.nextName(); name != null; name = in.nextName()) {
      in.nextToken();
      fields.put(name, value(depth + 1));
    }
    return new Fields(fields);
  }
}
