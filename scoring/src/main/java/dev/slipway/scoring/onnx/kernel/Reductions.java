package dev.slipway.scoring.onnx.kernel;

import dev.slipway.scoring.onnx.file.ElementType;
import dev.slipway.scoring.onnx.file.OnnxNode;

/// Operators that look at all columns of a row.
final class Reductions {
  private Reductions() {}

  private static Block row(OnnxNode node, Plan plan, long axis) {
    Block from = plan.block(node, 0);
    if (!from.decimal() || from.tail().length != 1 || (axis != 1 && axis != -1)) {
      throw Plan.notCompiled(node, "over axis %d of type %s".formatted(axis, from.type()));
    }
    return from;
  }

  static void softmax(OnnxNode node, Plan plan) {
    Block from = row(node, plan, node.integer("axis", plan.version(node) < 13 ? 1 : -1));
    int width = from.width();
    Block to = plan.make(node.outputs().getFirst(), from.type(), from.tail());
    plan.add(tape -> {
      double[] in = tape.numbers(from);
      double[] out = tape.makeNumbers(to);
      for (int at = 0; at < out.length; at += width) {
        softmax(in, out, at, width);
      }
      for (int i = 0; i < out.length; i++) {
        out[i] = to.rounded(out[i]);
      }
    });
  }

  private static void softmax(double[] in, double[] out, int at, int width) {
    double greatest = in[at];
    for (int i = at + 1; i < at + width; i++) {
      greatest = Math.max(greatest, in[i]);
    }
    double sum = 0;
    for (int i = at; i < at + width; i++) {
      out[i] = Math.exp(in[i] - greatest);
      sum += out[i];
    }
    for (int i = at; i < at + width; i++) {
      out[i] /= sum;
    }
  }

  static void sum(OnnxNode node, Plan plan) {
    double[] axes =
        plan.optionalConstant(node, 1)
            .map(c -> c.numbers())
            .orElseGet(
                () -> java.util.Arrays.stream(node.integers("axes")).asDoubleStream().toArray());
    Block from = row(node, plan, axes.length == 1 ? (long) axes[0] : 0);
    int width = from.width();
    int[] tail = node.integer("keepdims", 1) == 1 ? new int[] {1} : new int[0];
    Block to = plan.make(node.outputs().getFirst(), from.type(), tail);
    plan.add(tape -> {
      double[] in = tape.numbers(from);
      double[] out = tape.makeNumbers(to);
      for (int r = 0; r < out.length; r++) {
        double sum = 0;
        for (int i = 0; i < width; i++) {
          sum += in[r * width + i];
        }
        out[r] = to.rounded(sum);
      }
    });
  }

  static void greatest(OnnxNode node, Plan plan) {
    Block from = row(node, plan, node.integer("axis", 0));
    if (node.integer("select_last_index", 0) != 0) {
      throw Plan.notCompiled(node, "of the last of equals");
    }
    int width = from.width();
    int[] tail = node.integer("keepdims", 1) == 1 ? new int[] {1} : new int[0];
    Block to = plan.make(node.outputs().getFirst(), ElementType.INT64, tail);
    plan.add(tape -> {
      double[] in = tape.numbers(from);
      double[] out = tape.makeNumbers(to);
      for (int r = 0; r < out.length; r++) {
        int best = 0;
        for (int i = 1; i < width; i++) {
          best = in[r * width + i] > in[r * width + best] ? i : best;
        }
        out[r] = best;
      }
    });
  }
}
