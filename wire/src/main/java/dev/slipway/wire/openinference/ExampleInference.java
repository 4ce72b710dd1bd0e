package dev.slipway.wire.openinference;

import dev.slipway.core.model.Signature;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The body of an inference request about one row: a tensor for each input, in the datatype that the model's
/// metadata names.
public record ExampleInference(List<Input> inputs) {
  public ExampleInference {
    inputs = List.copyOf(inputs);
  }

  /// A tensor of one element.
  public record Input(String name, List<Integer> shape, Datatype datatype, List<Object> data) {}

  /// @param row a value for each input, by name
  public static ExampleInference of(Signature signature, Map<String, Object> row) {
    return new ExampleInference(
        signature.inputs().stream()
            .map(input ->
                new Input(
                    input.name(),
                    List.of(1),
                    Datatype.of(input.type()),
                    List.of(Objects.requireNonNull(row.get(input.name())))))
            .toList());
  }
}
