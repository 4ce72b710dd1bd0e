package dev.slipway.wire.predict;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.wire.json.JsonInput;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// What of a model is asked for, named as scikit-learn's methods are.
public enum Method {
  PREDICT("predict"),
  PREDICT_PROBA("predict_proba"),
  DECISION_FUNCTION("decision_function");

  private final String label;

  Method(String label) {
    this.label = label;
  }

  /// Reads the method out of a request's parameters, the object that the parser stands on; the others are the
  /// model's own affair.
  public static Optional<Method> read(JsonParser in) {
    Optional<Method> method = Optional.empty();
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String name = in.currentName();
      JsonToken value = in.nextToken();
      if (!name.equals("method") && !name.equals("predict_method")) {
        in.skipChildren();
        continue;
      }
      if (value != JsonToken.VALUE_STRING) {
        throw JsonInput.malformed(
            "'%s' must be a string, got %s".formatted(name, JsonInput.kind(value)));
      }
      method = Optional.of(named(in.getString()));
    }
    return method;
  }

  private static Method named(String label) {
    for (Method method : values()) {
      if (method.label.equals(label)) {
        return method;
      }
    }
    throw new SlipwayException(
        ErrorCode.INVALID_ARGUMENT,
        "'%s' is no method; use predict, predict_proba or decision_function".formatted(label));
  }
}
