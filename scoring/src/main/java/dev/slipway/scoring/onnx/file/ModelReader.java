package dev.slipway.scoring.onnx.file;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the messages of an ONNX file, from the model down to its nodes. Not thread-safe.
final class ModelReader {
  private static final Set<String> DOMAINS = Set.of("", OnnxNode.ML);
  private static final int DEEPEST = 16;

  private final Parts parts = new Parts();
  private final AttributeReader attributes = new AttributeReader(this, parts);
  private final List<OnnxNode> nodes = new ArrayList<>();

  /// The values that a graph may read: its own, and those of the graphs around it.
  record Scope(@Nullable Scope around, Set<String> names, int depth) {
    boolean knows(String name) {
      return names.contains(name) || (around != null && around.knows(name));
    }
  }

  OnnxModel model(Protobuf in) {
    String name = "";
    String version = "";
    Map<String, Long> versions = new HashMap<>();
    OnnxGraph graph = null;
    while (in.next()) {
      switch (in.field()) {
        case 2 -> name = in.text();
        case 3 -> version = in.text();
        case 7 -> {
          if (graph != null) {
            throw Protobuf.corrupt("has two graphs");
          }
          graph = graph(in.message(), null);
        }
        case 8 -> operatorSet(in.message(), versions);
        case 20 -> throw unsupported("holds instructions for training; export it for inference");
        case 25 -> throw unsupported("defines functions of its own; export it with them inlined");
        default -> {}
      }
    }
    if (graph == null) {
      throw Protobuf.corrupt("has no graph");
    }
    String producer = (name + " " + version).strip();
    return new OnnxModel(producer.isEmpty() ? "unknown" : producer, versions, graph, nodes);
  }

  private void operatorSet(Protobuf in, Map<String, Long> versions) {
    parts.count();
    String domain = "";
    long version = 0;
    while (in.next()) {
      switch (in.field()) {
        case 1 -> domain = standard(in.text());
        case 2 -> version = in.integer();
        default -> {}
      }
    }
    versions.put(domain, version);
  }

  /// `ai.onnx` is another name of the standard domain, whose name is empty.
  private static String standard(String domain) {
    return domain.equals("ai.onnx") ? "" : domain;
  }

  OnnxGraph graph(Protobuf in, @Nullable Scope around) {
    Scope scope = new Scope(around, new HashSet<>(), around == null ? 0 : around.depth() + 1);
    if (scope.depth() > DEEPEST) {
      throw Protobuf.corrupt("nests graphs deeper than %d levels".formatted(DEEPEST));
    }
    List<Protobuf> bodies = new ArrayList<>();
    Map<String, StoredTensor> initializers = new HashMap<>();
    List<TensorShape> inputs = new ArrayList<>();
    List<TensorShape> outputs = new ArrayList<>();
    while (in.next()) {
      switch (in.field()) {
        case 1 -> {
          parts.count();
          bodies.add(in.message());
        }
        case 5 -> {
          TensorReader.Named tensor = TensorReader.read(in.message(), parts);
          if (initializers.put(tensor.name(), tensor.tensor()) != null) {
            throw Protobuf.corrupt("has two tensors '%s'".formatted(tensor.name()));
          }
        }
        case 11 -> inputs.add(ShapeReader.read(in.message(), parts));
        case 12 -> outputs.add(ShapeReader.read(in.message(), parts));
        case 13 -> ShapeReader.read(in.message(), parts);
        case 15 -> throw unsupported("has sparse tensors; export it with dense ones");
        default -> {}
      }
    }
    for (TensorShape input : inputs) {
      if (!scope.names().add(input.name())) {
        throw Protobuf.corrupt("has two inputs '%s'".formatted(input.name()));
      }
    }
    scope.names().addAll(initializers.keySet());
    List<OnnxNode> own = new ArrayList<>();
    for (Protobuf body : bodies) {
      own.add(node(body, scope));
    }
    for (TensorShape output : outputs) {
      if (!scope.knows(output.name())) {
        throw Protobuf.corrupt("never makes its output '%s'".formatted(output.name()));
      }
    }
    return new OnnxGraph(own, initializers, inputs, outputs);
  }

  private OnnxNode node(Protobuf in, Scope scope) {
    String operator = "";
    String domain = "";
    List<String> inputs = new ArrayList<>();
    List<String> outputs = new ArrayList<>();
    List<Protobuf> told = new ArrayList<>();
    while (in.next()) {
      switch (in.field()) {
        case 1 -> inputs.add(name(in));
        case 2 -> outputs.add(name(in));
        case 4 -> operator = in.text();
        case 5 -> told.add(in.message());
        case 7 -> domain = standard(in.text());
        default -> {}
      }
    }
    if (!DOMAINS.contains(domain)) {
      throw unsupported(
          "uses the operator '%s' of '%s'; only ai.onnx and ai.onnx.ml are supported"
              .formatted(Parts.brief(operator), Parts.brief(domain)));
    }
    for (String input : inputs) {
      if (!input.isEmpty() && !scope.knows(input)) {
        throw Protobuf.corrupt(
            "reads '%s' before it is made: its nodes are in a cycle or out of order"
                .formatted(Parts.brief(input)));
      }
    }
    OnnxNode node =
        new OnnxNode(operator, domain, inputs, outputs, attributes.read(told, operator, scope));
    for (String output : outputs) {
      if (!output.isEmpty() && !scope.names().add(output)) {
        throw Protobuf.corrupt("makes '%s' twice".formatted(Parts.brief(output)));
      }
    }
    nodes.add(node);
    return node;
  }

  private String name(Protobuf in) {
    parts.count();
    return in.text();
  }

  static SlipwayException unsupported(String what) {
    return new SlipwayException(ErrorCode.UNSUPPORTED_MODEL, "the ONNX model " + what);
  }
}
