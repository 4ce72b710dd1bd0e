package dev.slipway.wire.openinference;

import dev.slipway.wire.json.JsonInput;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// An output that a request asks for.
///
/// @param binary whether it is wanted as bytes, where the request says so for this one
record AskedOutput(String name, Optional<Boolean> binary) {
  /// Reads the object that the parser stands on.
  static AskedOutput read(JsonParser in) {
    String[] name = {""};
    Boolean[] binary = new Boolean[1];
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String member = in.currentName();
      in.nextToken();
      switch (member) {
        case "name" -> name[0] = Members.text(in, member);
        case "parameters" ->
            Members.object(
                in,
                member,
                parameter -> {
                  if (parameter.equals("binary_data")) {
                    binary[0] = Members.flag(in, parameter);
                  } else {
                    requireKnown(parameter);
                    in.skipChildren();
                  }
                });
        default -> in.skipChildren();
      }
    }
    return new AskedOutput(name[0], Optional.ofNullable(binary[0]));
  }

  /// Fails for a parameter that asks for something that is not there.
  static void requireKnown(String parameter) {
    if (parameter.equals("shared_memory_region")) {
      throw Members.noSharedMemory();
    }
    if (parameter.equals("classification")) {
      throw JsonInput.malformed(
          "the parameter 'classification' is not known here; ask for the output 'predict_proba'");
    }
  }
}
