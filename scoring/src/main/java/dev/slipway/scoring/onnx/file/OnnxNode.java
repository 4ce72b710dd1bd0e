package dev.slipway.scoring.onnx.file;

import java.util.List;
import java.util.Map;

/// One operator of a graph, with the names of what it reads and makes. An input that is left out has the
/// empty name.
///
/// @param domain empty for the standard operators, or `ai.onnx.ml`
public record OnnxNode(
    String operator,
    String domain,
    List<String> inputs,
    List<String> outputs,
    Map<String, Attribute> attributes) {
  public static final String ML = "ai.onnx.ml";

  public OnnxNode {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    attributes = Map.copyOf(attributes);
  }

  public boolean has(String attribute) {
    return attributes.containsKey(attribute);
  }

  public long integer(String attribute, long otherwise) {
    return switch (attributes.get(attribute)) {
      case null -> otherwise;
      case Attribute.Integer(long value) -> value;
      case Attribute other -> throw wrong(attribute, other);
    };
  }

  public float number(String attribute, float otherwise) {
    return switch (attributes.get(attribute)) {
      case null -> otherwise;
      case Attribute.Number(float value) -> value;
      case Attribute other -> throw wrong(attribute, other);
    };
  }

  public String text(String attribute, String otherwise) {
    return switch (attributes.get(attribute)) {
      case null -> otherwise;
      case Attribute.Text(String value) -> value;
      case Attribute other -> throw wrong(attribute, other);
    };
  }

  /// A list of numbers, or an empty array.
  public double[] numbers(String attribute) {
    return switch (attributes.get(attribute)) {
      case null -> new double[0];
      case Attribute.Numbers(double[] values) -> values;
      case Attribute.Tensor(StoredTensor tensor) -> tensor.numbers();
      case Attribute other -> throw wrong(attribute, other);
    };
  }

  /// A list of integers, or an empty array.
  public long[] integers(String attribute) {
    return switch (attributes.get(attribute)) {
      case null -> new long[0];
      case Attribute.Integers(long[] values) -> values;
      case Attribute other -> throw wrong(attribute, other);
    };
  }

  /// A list of texts, or an empty one.
  public List<String> texts(String attribute) {
    return switch (attributes.get(attribute)) {
      case null -> List.of();
      case Attribute.Texts(List<String> values) -> values;
      case Attribute other -> throw wrong(attribute, other);
    };
  }

  private RuntimeException wrong(String attribute, Attribute found) {
    // An empty list may be written as the attribute of any kind.
    return Protobuf.corrupt(
        "has %s with %s as %s".formatted(operator, attribute, found.getClass().getSimpleName()));
  }
}
