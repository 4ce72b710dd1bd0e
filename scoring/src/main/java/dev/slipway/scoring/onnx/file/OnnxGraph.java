package dev.slipway.scoring.onnx.file;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Nodes in an order in which each reads only what stands before it, with the tensors that the file gives.
public record OnnxGraph(
    List<OnnxNode> nodes,
    Map<String, StoredTensor> initializers,
    List<TensorShape> inputs,
    List<TensorShape> outputs) {
  public OnnxGraph {
    nodes = List.copyOf(nodes);
    initializers = Map.copyOf(initializers);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /// The inputs that a caller gives: those without a value in the file.
  public List<TensorShape> openInputs() {
    return inputs.stream().filter(i -> !initializers.containsKey(i.name())).toList();
  }

  /// The node that makes each value.
  public Map<String, OnnxNode> makers() {
    return nodes.stream()
        .flatMap(n -> n.outputs().stream().filter(o -> !o.isEmpty()).map(o -> Map.entry(o, n)))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  Stream<String> given() {
    return Stream.concat(inputs.stream().map(TensorShape::name), initializers.keySet().stream());
  }
}
