package dev.slipway.scoring.onnx;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.Classes;
import dev.slipway.core.table.ColumnType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What our own scan of an ONNX file finds before ONNX Runtime may see it: who wrote it, its operators, and
/// the labels of a classifier. Operators outside the standard domains and tensors outside the file are
/// refused.
final class OnnxGraph {
  private static final Set<String> DOMAINS = Set.of("", "ai.onnx", "ai.onnx.ml");
  private static final int DEEPEST = 16;
  private static final int EXTERNAL = 1;

  private String producer = "";
  private final List<String> operators = new ArrayList<>();
  private final List<String> labels = new ArrayList<>();
  private ColumnType labelType = ColumnType.STRING;
  private boolean hasGraph;

  private OnnxGraph() {}

  static OnnxGraph scan(byte[] file) {
    OnnxGraph graph = new OnnxGraph();
    Protobuf model = new Protobuf(file);
    while (model.next()) {
      switch (model.field()) {
        case 2, 3 -> graph.producer = (graph.producer + " " + model.text()).strip();
        case 7 -> {
          graph.hasGraph = true;
          graph.graph(model.message(), 0);
        }
        case 25 -> graph.graph(model.message(), 0);
        default -> {}
      }
    }
    if (!graph.hasGraph) {
      throw Protobuf.corrupt("has no graph");
    }
    return graph;
  }

  private void graph(Protobuf graph, int depth) {
    if (depth > DEEPEST) {
      throw Protobuf.corrupt("nests graphs deeper than %d levels".formatted(DEEPEST));
    }
    while (graph.next()) {
      switch (graph.field()) {
        // Field 1 holds the nodes of a graph, field 7 those of a function.
        case 1, 7 -> {
          if (graph.hasBytes()) {
            node(graph.message(), depth);
          }
        }
        case 5 -> tensor(graph.message());
        default -> {}
      }
    }
  }

  private void node(Protobuf node, int depth) {
    String operator = "";
    String domain = "";
    while (node.next()) {
      switch (node.field()) {
        case 4 -> operator = node.text();
        case 5 -> attribute(node.message(), depth);
        case 7 -> domain = node.text();
        default -> {}
      }
    }
    if (!DOMAINS.contains(domain)) {
      throw new SlipwayException(
          ErrorCode.UNSUPPORTED_MODEL,
          "the ONNX model uses the operator '%s' of '%s'; only ai.onnx and ai.onnx.ml are supported"
              .formatted(operator, domain));
    }
    if (!operator.isEmpty()) {
      operators.add(operator);
    }
  }

  private void attribute(Protobuf attribute, int depth) {
    String name = "";
    List<String> texts = new ArrayList<>();
    List<String> numbers = new ArrayList<>();
    while (attribute.next()) {
      switch (attribute.field()) {
        case 1 -> name = attribute.text();
        case 5, 10 -> tensor(attribute.message());
        case 6, 11 -> graph(attribute.message(), depth + 1);
        case 8 -> {
          if (name.startsWith("classlabels")) {
            integers(attribute, numbers);
          }
        }
        case 9 -> {
          if (name.startsWith("classlabels")) {
            texts.add(attribute.text());
          }
        }
        default -> {}
      }
    }
    if (labels.isEmpty() && name.startsWith("classlabels")) {
      labels.addAll(texts.isEmpty() ? numbers : texts);
      labelType = texts.isEmpty() ? ColumnType.INTEGER : ColumnType.STRING;
    }
  }

  private static void integers(Protobuf attribute, List<String> numbers) {
    if (attribute.hasBytes()) {
      attribute.eachPacked(n -> numbers.add(Long.toString(n)));
    } else {
      numbers.add(Long.toString(attribute.number()));
    }
  }

  private static void tensor(Protobuf tensor) {
    while (tensor.next()) {
      if (tensor.field() == 13 || (tensor.field() == 14 && tensor.number() == EXTERNAL)) {
        throw new SlipwayException(
            ErrorCode.UNSUPPORTED_MODEL,
            "the ONNX model keeps tensors in other files; save it as one file");
      }
    }
  }

  String producer() {
    return producer.isEmpty() ? "unknown" : producer;
  }

  List<String> operators() {
    return operators;
  }

  Optional<Classes> classes() {
    return labels.isEmpty() ? Optional.empty() : Optional.of(new Classes(labels, labelType));
  }
}
