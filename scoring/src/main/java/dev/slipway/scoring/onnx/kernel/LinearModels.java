package dev.slipway.scoring.onnx.kernel;

import dev.slipway.scoring.engine.Engine;
import dev.slipway.scoring.linear.LinearEngine;
import dev.slipway.scoring.onnx.file.ElementType;
import dev.slipway.scoring.onnx.file.OnnxNode;
import dev.slipway.scoring.onnx.file.StoredTensor;
import java.util.Arrays;

/// Weighted sums.
///
/// They are added up in float64 and rounded once to float32. ONNX Runtime adds in float32, in an order that
/// depends on the processor; its results are this sum and its rounding errors.
final class LinearModels {
  private LinearModels() {}

  static void regressor(OnnxNode node, Plan plan) {
    int targets = (int) Math.clamp(node.integer("targets", 1), 0, 1 << 20);
    PostTransform transform = transform(node);
    double[] intercepts = node.numbers("intercepts");
    Block from = input(node, plan);
    Engine engine =
        engine(
            node,
            from,
            node.numbers("coefficients"),
            intercepts.length == targets ? intercepts : new double[targets]);
    // One score alone is left as it is.
    PostTransform applied = targets > 1 ? transform : PostTransform.NONE;
    Block to = plan.make(node.outputs().getFirst(), ElementType.FLOAT, targets);
    plan.add(tape -> {
      double[] out = sums(tape, engine, from, to);
      for (int at = 0; at < out.length; at += targets) {
        applied.apply(out, at, targets);
      }
    });
  }

  static void classifier(OnnxNode node, Plan plan) {
    double[] intercepts = node.numbers("intercepts");
    int scores = intercepts.length;
    int labels =
        Math.max(
            node.texts("classlabels_strings").size(), node.integers("classlabels_ints").length);
    PostTransform transform = transform(node);
    Block from = input(node, plan);
    boolean second = scores == 1 && labels == 2;
    if (!second && scores < 2) {
      throw Plan.notCompiled(node, "with %d scores for %d classes".formatted(scores, labels));
    }
    Engine engine = engine(node, from, node.numbers("coefficients"), intercepts);
    Block raw = plan.make("", ElementType.FLOAT, scores);
    Block to = plan.make(node.outputs().get(1), ElementType.FLOAT, second ? 2 : scores);
    plan.add(tape -> {
      double[] sums = sums(tape, engine, from, raw);
      if (second) {
        double[] out = tape.makeNumbers(to);
        for (int r = 0; r < sums.length; r++) {
          out[2 * r] = 1f - (float) sums[r];
          out[2 * r + 1] = sums[r];
        }
        return;
      }
      for (int at = 0; at < sums.length; at += scores) {
        transform.apply(sums, at, scores);
      }
      tape.alias(raw, to);
    });
  }

  static PostTransform transform(OnnxNode node) {
    String name = node.text("post_transform", "NONE");
    for (PostTransform transform : PostTransform.values()) {
      if (transform.name().equals(name)) {
        return transform;
      }
    }
    throw Plan.notCompiled(node, "with the transform '%s'".formatted(name));
  }

  private static Block input(OnnxNode node, Plan plan) {
    Block from = plan.block(node, 0);
    if (from.texts() || from.tail().length != 1) {
      throw Plan.notCompiled(node, "of type " + from.type());
    }
    return from;
  }

  private static Engine engine(OnnxNode node, Block from, double[] weights, double[] intercepts) {
    int width = from.width();
    if (intercepts.length == 0 || weights.length != (long) width * intercepts.length) {
      throw Plan.notCompiled(node, "of other columns than it has weights for");
    }
    double[][] rows = new double[intercepts.length][];
    Arrays.setAll(rows, i -> Arrays.copyOfRange(weights, i * width, (i + 1) * width));
    return new LinearEngine(rows, intercepts);
  }

  private static double[] sums(Tape tape, Engine engine, Block from, Block to) {
    double[] in = tape.numbers(from);
    double[] out = tape.makeNumbers(to);
    if (from.type() != ElementType.FLOAT && to.type() == ElementType.FLOAT) {
      // Rows of another type are float32 before they are weighed.
      double[] rounded = new double[in.length];
      for (int i = 0; i < in.length; i++) {
        rounded[i] = (float) in[i];
      }
      in = rounded;
    }
    engine.score(in, tape.rows(), out);
    for (int i = 0; i < out.length; i++) {
      out[i] = to.rounded(out[i]);
    }
    return out;
  }

  static void multiply(OnnxNode node, Plan plan) {
    product(node, plan, plan.constant(node, 1), false, new double[0]);
  }

  static void gemm(OnnxNode node, Plan plan) {
    boolean plain = node.number("alpha", 1) == 1 && node.number("beta", 1) == 1;
    if (!plain || node.integer("transA", 0) != 0) {
      throw Plan.notCompiled(node, "with factors");
    }
    double[] added =
        plan.optionalConstant(node, 2)
            .filter(c -> c.dimensions().length < 2 || c.dimensions()[0] == 1)
            .map(StoredTensor::numbers)
            .orElse(new double[0]);
    if (added.length == 0 && node.inputs().size() > 2) {
      throw Plan.notCompiled(node, "with a sum of another shape");
    }
    product(node, plan, plan.constant(node, 1), node.integer("transB", 0) != 0, added);
  }

  private static void product(
      OnnxNode node, Plan plan, StoredTensor matrix, boolean transposed, double[] added) {
    Block from = input(node, plan);
    if (matrix.dimensions().length != 2 || matrix.type() != from.type() || !from.decimal()) {
      throw Plan.notCompiled(node, "with a matrix of another shape");
    }
    int rows = (int) matrix.dimensions()[0];
    int columns = (int) matrix.dimensions()[1];
    int outputs = transposed ? rows : columns;
    double[] numbers = matrix.numbers();
    double[] weights = transposed ? numbers : new double[numbers.length];
    for (int i = 0; !transposed && i < numbers.length; i++) {
      weights[i % columns * rows + i / columns] = numbers[i];
    }
    double[] intercepts = new double[outputs];
    if (added.length != 0 && added.length != 1 && added.length != outputs) {
      throw Plan.notCompiled(node, "with a sum of another shape");
    }
    for (int i = 0; i < outputs && added.length > 0; i++) {
      intercepts[i] = added[added.length == 1 ? 0 : i];
    }
    Engine engine = engine(node, from, weights, intercepts);
    Block to = plan.make(node.outputs().getFirst(), from.type(), outputs);
    plan.add(tape -> sums(tape, engine, from, to));
  }
}
