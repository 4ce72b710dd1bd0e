package dev.slipway.wire.openinference;

import dev.slipway.core.model.Signature;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A `ModelInferRequest` of gRPC about one row, with typed contents; [ExampleInference] is the same in REST.
public record ExampleMessage(String model, List<Input> inputs) {
  public ExampleMessage {
    inputs = List.copyOf(inputs);
  }

  /// A tensor of one element.
  ///
  /// @param field of its contents, in which the value stands
  public record Input(String name, String datatype, String field, Object value) {}

  /// @param row a value for each input, by name
  public static ExampleMessage of(String model, Signature signature, Map<String, Object> row) {
    return new ExampleMessage(
        model,
        signature.inputs().stream()
            .map(input -> {
              Datatype datatype = Datatype.of(input.type());
              return new Input(
                  input.name(),
                  datatype.name(),
                  TypedContents.name(datatype),
                  Objects.requireNonNull(row.get(input.name())));
            })
            .toList());
  }

  /// In protobuf's JSON form, where bytes are in base64.
  public Map<String, Object> json() {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("model_name", model);
    message.put("inputs", inputs.stream().map(ExampleMessage::json).toList());
    return message;
  }

  private static Map<String, Object> json(Input input) {
    Object value =
        input.value() instanceof String text
            ? Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))
            : input.value();
    Map<String, Object> tensor = new LinkedHashMap<>();
    tensor.put("name", input.name());
    tensor.put("shape", List.of(1));
    tensor.put("datatype", input.datatype());
    tensor.put("contents", Map.of(input.field(), List.of(value)));
    return tensor;
  }
}
