package dev.slipway.wire.openinference;

import dev.slipway.core.error.SlipwayException;
import dev.slipway.wire.json.JsonInput;
import java.util.function.Consumer;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads members of a request as the types that they must have. The parser stands on the member's value.
final class Members {
  static final long MOST_MICROS = Long.MAX_VALUE / 2;

  private Members() {}

  static String text(JsonParser in, String member) {
    JsonToken token = in.currentToken();
    if (token != JsonToken.VALUE_STRING && token != JsonToken.VALUE_NUMBER_INT) {
      throw wrong(in, member, "a string");
    }
    return in.getString();
  }

  static boolean flag(JsonParser in, String member) {
    if (!in.currentToken().isBoolean()) {
      throw wrong(in, member, "true or false");
    }
    return in.getBooleanValue();
  }

  static int size(JsonParser in, String member) {
    if (in.currentToken() != JsonToken.VALUE_NUMBER_INT
        || in.getDoubleValue() < 0
        || in.getDoubleValue() > Integer.MAX_VALUE) {
      throw wrong(in, member, "a number of bytes");
    }
    return in.getIntValue();
  }

  static long micros(JsonParser in, String member) {
    if (in.currentToken() != JsonToken.VALUE_NUMBER_INT
        || in.getDoubleValue() < 0
        || in.getDoubleValue() > MOST_MICROS) {
      throw wrong(in, member, "a number of microseconds");
    }
    return in.getLongValue();
  }

  /// Gives the name of each member of an object, with the parser on its value.
  static void object(JsonParser in, String member, Consumer<String> each) {
    if (in.currentToken() != JsonToken.START_OBJECT) {
      throw wrong(in, member, "an object");
    }
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String name = in.currentName();
      in.nextToken();
      each.accept(name);
    }
  }

  /// Calls `element` on each object of a list.
  static void objects(JsonParser in, String member, Runnable element) {
    if (in.currentToken() != JsonToken.START_ARRAY) {
      throw wrong(in, member, "a list");
    }
    while (in.nextToken() != JsonToken.END_ARRAY) {
      if (in.currentToken() != JsonToken.START_OBJECT) {
        throw JsonInput.malformed(
            "an element of '%s' must be an object, got %s%s"
                .formatted(member, JsonInput.kind(in.currentToken()), JsonInput.position(in)));
      }
      element.run();
    }
  }

  static SlipwayException noSharedMemory() {
    return JsonInput.malformed(
        "tensors in shared memory are not taken; send their data, as JSON or binary");
  }

  private static SlipwayException wrong(JsonParser in, String member, String wanted) {
    return JsonInput.malformed(
        "'%s' must be %s, got %s%s"
            .formatted(member, wanted, JsonInput.kind(in.currentToken()), JsonInput.position(in)));
  }
}
