package dev.slipway.scoring.onnx.kernel;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.scoring.onnx.file.ElementType;
import dev.slipway.scoring.onnx.file.OnnxModel;
import dev.slipway.scoring.onnx.file.OnnxNode;
import dev.slipway.scoring.onnx.file.StoredTensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A program while it is compiled: the tensors known so far and the kernels that make them. Not thread-safe.
final class Plan {
  private static final int WIDEST = 1 << 24;

  private final OnnxModel model;
  private final Map<String, Block> blocks = new HashMap<>();
  private final Map<String, StoredTensor> constants;
  private final List<Kernel> kernels = new ArrayList<>();
  private final Map<String, String> facts = new LinkedHashMap<>();
  private int slots;

  Plan(OnnxModel model) {
    this.model = model;
    this.constants = new HashMap<>(model.graph().initializers());
  }

  /// Throws `UNSUPPORTED_MODEL`: the graph is for ONNX Runtime.
  static SlipwayException notCompiled(OnnxNode node, String why) {
    return new SlipwayException(
        ErrorCode.UNSUPPORTED_MODEL, "%s %s".formatted(node.operator(), why));
  }

  long version(OnnxNode node) {
    return model.version(node.domain());
  }

  Block make(String name, ElementType type, int... tail) {
    Block block = new Block(slots++, type, tail);
    long width = 1;
    for (int size : tail) {
      width = Math.min(width * size, Long.MAX_VALUE / Integer.MAX_VALUE);
    }
    if (width > WIDEST) {
      throw new SlipwayException(
          ErrorCode.UNSUPPORTED_MODEL, "a tensor of %d columns".formatted(width));
    }
    blocks.put(name, block);
    return block;
  }

  /// A tensor with an entry a row, where an input of a node must be one.
  Block block(OnnxNode node, int input) {
    Block block = node.inputs().size() > input ? blocks.get(node.inputs().get(input)) : null;
    if (block == null) {
      throw notCompiled(node, "reads input %d that is no table of rows".formatted(input));
    }
    return block;
  }

  Block block(String name, OnnxNode reader) {
    Block block = blocks.get(name);
    if (block == null) {
      throw notCompiled(reader, "gives no table of rows");
    }
    return block;
  }

  boolean isConstant(OnnxNode node, int input) {
    return node.inputs().size() > input && constants.containsKey(node.inputs().get(input));
  }

  StoredTensor constant(OnnxNode node, int input) {
    return optionalConstant(node, input)
        .orElseThrow(
            () -> notCompiled(node, "reads input %d that is no constant".formatted(input)));
  }

  Optional<StoredTensor> optionalConstant(OnnxNode node, int input) {
    if (node.inputs().size() <= input || node.inputs().get(input).isEmpty()) {
      return Optional.empty();
    }
    StoredTensor constant = constants.get(node.inputs().get(input));
    if (constant == null) {
      throw notCompiled(node, "reads input %d that is no constant".formatted(input));
    }
    return Optional.of(constant);
  }

  void constant(String name, StoredTensor tensor) {
    constants.put(name, tensor);
  }

  void add(Kernel kernel) {
    kernels.add(kernel);
  }

  void facts(Map<String, String> facts) {
    this.facts.putAll(facts);
  }

  List<Kernel> kernels() {
    return kernels;
  }

  Map<String, String> facts() {
    return facts;
  }

  int slots() {
    return slots;
  }
}
