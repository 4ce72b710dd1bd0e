package dev.slipway.scoring.onnx.kernel;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.Classes;
import dev.slipway.core.model.Output;
import dev.slipway.core.model.Rows;
import dev.slipway.scoring.onnx.file.ElementType;
import dev.slipway.scoring.onnx.file.InputColumns;
import dev.slipway.scoring.onnx.file.OnnxModel;
import dev.slipway.scoring.onnx.file.OnnxNode;
import dev.slipway.scoring.onnx.file.TensorShape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// A graph as a list of kernels that make its most telling output. Immutable and thread-safe.
public final class Program {
  private final List<Kernel> kernels;
  private final int slots;
  private final List<InputKernel> inputs;
  private final Block result;
  private final Output output;
  private final Map<String, String> facts;

  private Program(Plan plan, List<InputKernel> inputs, Block result, Output output) {
    this.kernels = List.copyOf(plan.kernels());
    this.slots = plan.slots();
    this.inputs = List.copyOf(inputs);
    this.result = result;
    this.output = output;
    this.facts = Collections.unmodifiableMap(new LinkedHashMap<>(plan.facts()));
  }

  /// What a graph gives that can be served, and the value that holds it.
  private record Target(String name, OnnxNode maker, boolean classes) {}

  /// Throws `UNSUPPORTED_MODEL`, naming what is in the way, where the graph needs ONNX Runtime, and
  /// `CORRUPT_MODEL` where its trees are broken.
  public static Program compile(OnnxModel model, InputColumns columns) {
    Plan plan = new Plan(model);
    List<InputKernel> inputs = new ArrayList<>();
    for (InputColumns.Input input : columns.inputs()) {
      int[] tail = input.flat() ? new int[0] : new int[] {input.width()};
      inputs.add(new InputKernel(input.from(), plan.make(input.name(), input.type(), tail)));
    }
    Target target = target(model);
    for (OnnxNode node : needed(model, target.name())) {
      Operators.find(node).compile(node, plan);
    }
    Block result = plan.block(target.name(), target.maker());
    return new Program(plan, inputs, result, output(model, target, result));
  }

  private static Target target(OnnxModel model) {
    Map<String, OnnxNode> makers = model.graph().makers();
    for (TensorShape output : model.graph().outputs()) {
      OnnxNode maker = makers.get(output.name());
      if (maker == null) {
        continue;
      }
      if (maker.operator().equals("ZipMap")) {
        String scores = maker.inputs().getFirst();
        return new Target(scores, makers.getOrDefault(scores, maker), true);
      }
      if (output
          .type()
          .filter(t -> t == ElementType.FLOAT || t == ElementType.DOUBLE)
          .isPresent()) {
        return new Target(output.name(), maker, false);
      }
    }
    throw new SlipwayException(ErrorCode.UNSUPPORTED_MODEL, "an output of labels only");
  }

  /// The nodes that the target depends on, in the order of the file.
  private static List<OnnxNode> needed(OnnxModel model, String target) {
    Set<String> wanted = new HashSet<>(Set.of(target));
    List<OnnxNode> needed = new ArrayList<>();
    for (OnnxNode node : model.graph().nodes().reversed()) {
      if (node.outputs().stream().anyMatch(wanted::contains)) {
        wanted.addAll(node.inputs());
        needed.add(node);
      }
    }
    return needed.reversed();
  }

  private static Output output(OnnxModel model, Target target, Block result) {
    Optional<Classes> classes = model.classes().filter(c -> c.size() == result.width());
    if (result.texts() || (target.classes() && classes.isEmpty())) {
      throw Plan.notCompiled(target.maker(), "gives scores that are not one a class");
    }
    if (classes.isPresent()) {
      return new Output.Probabilities(classes.get());
    }
    return new Output.Values(
        result.width() == 1
            ? List.of("prediction")
            : IntStream.range(0, result.width()).mapToObj(i -> "prediction_" + i).toList());
  }

  public Output output() {
    return output;
  }

  /// What an inspection says of it.
  public Map<String, String> facts() {
    return facts;
  }

  public void score(Rows rows, double[] out) {
    Tape tape = new Tape(slots, rows.size());
    for (InputKernel input : inputs) {
      input.run(rows, tape);
    }
    for (Kernel kernel : kernels) {
      kernel.run(tape);
    }
    System.arraycopy(tape.numbers(result), 0, out, 0, rows.size() * result.width());
  }
}
