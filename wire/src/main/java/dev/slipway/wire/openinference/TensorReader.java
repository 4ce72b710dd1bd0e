package dev.slipway.wire.openinference;

import dev.slipway.wire.json.JsonInput;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads one tensor of a request: its JSON, and after all JSON was read its bytes, where it is binary.
final class TensorReader {
  private String name = "";
  private String datatype = "";
  private List<Long> shape = List.of();
  private @Nullable ListedElements listed;
  private int binarySize = -1;

  /// Reads the object that the parser stands on.
  TensorReader(JsonParser in, TensorMemory memory) {
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String member = in.currentName();
      in.nextToken();
      switch (member) {
        case "name" -> name = Members.text(in, member);
        case "datatype" -> datatype = Members.text(in, member);
        case "shape" -> shape = shape(in);
        case "data" -> {
          require(in, JsonToken.START_ARRAY, "data");
          listed = memory.listed();
          listed.read(in, name);
        }
        case "parameters" -> Members.object(in, member, parameter -> parameter(in, parameter));
        default -> in.skipChildren();
      }
    }
  }

  private void parameter(JsonParser in, String parameter) {
    switch (parameter) {
      case "binary_data_size" -> binarySize = Members.size(in, parameter);
      case "shared_memory_region" -> throw Members.noSharedMemory();
      default -> in.skipChildren();
    }
  }

  /// How many bytes of the tensor follow the JSON.
  int binarySize() {
    return Math.max(0, binarySize);
  }

  /// @param from where the tensor's bytes stand in the body
  Tensor finish(byte[] body, int from) {
    return new Tensor(name, shape, elements(Datatype.named(datatype, name), body, from));
  }

  private Elements elements(Datatype type, byte[] body, int from) {
    if (listed != null && binarySize >= 0) {
      throw JsonInput.malformed(
          "tensor '%s' has both 'data' and 'binary_data_size'; send one".formatted(name));
    }
    if (binarySize >= 0) {
      return binary(name, type, body, from, binarySize);
    }
    if (listed == null) {
      throw JsonInput.malformed(
          "tensor '%s' has no 'data' and no 'binary_data_size'; send one".formatted(name));
    }
    listed.require(type, name);
    return listed;
  }

  static Elements binary(String name, Datatype type, byte[] body, int from, int length) {
    return type == Datatype.BYTES
        ? BinaryTexts.of(name, body, from, length)
        : BinaryNumbers.of(name, type, body, from, length);
  }

  private List<Long> shape(JsonParser in) {
    require(in, JsonToken.START_ARRAY, "shape");
    List<Long> dimensions = new ArrayList<>();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      require(in, JsonToken.VALUE_NUMBER_INT, "shape");
      dimensions.add(in.getLongValue());
    }
    return dimensions;
  }

  private void require(JsonParser in, JsonToken token, String member) {
    if (in.currentToken() != token) {
      throw JsonInput.malformed(
          "'%s' of tensor '%s' must be a list%s, got %s%s"
              .formatted(
                  member,
                  name,
                  member.equals("shape") ? " of whole numbers" : "",
                  JsonInput.kind(in.currentToken()),
                  JsonInput.position(in)));
    }
  }
}
