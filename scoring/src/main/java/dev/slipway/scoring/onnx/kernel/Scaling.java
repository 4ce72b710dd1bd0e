package dev.slipway.scoring.onnx.kernel;

import dev.slipway.scoring.onnx.file.ElementType;
import dev.slipway.scoring.onnx.file.OnnxNode;

/// What happens to numbers before a model reads them: scaling, filling, norms and thresholds.
final class Scaling {
  private Scaling() {}

  /// `(x - offset) * scale`.
  static void scaler(OnnxNode node, Plan plan) {
    Block from = plan.block(node, 0);
    double[] offset = node.numbers("offset");
    double[] scale = node.numbers("scale");
    boolean fits = scale.length == offset.length && scale.length == last(from, scale.length);
    if (!fits || from.texts()) {
      throw Plan.notCompiled(node, "of other columns than it has scales for");
    }
    boolean wide = from.type() == ElementType.DOUBLE;
    Block to = plan.make(node.outputs().getFirst(), ElementType.FLOAT, from.tail());
    plan.add(tape -> {
      double[] in = tape.numbers(from);
      double[] out = tape.makeNumbers(to);
      for (int i = 0; i < out.length; i++) {
        int column = i % scale.length;
        double centered = wide ? in[i] - offset[column] : (float) (in[i] - offset[column]);
        out[i] = (float) (centered * scale[column]);
      }
    });
  }

  /// The number of parameters that a table needs: one, or one for each column.
  private static int last(Block block, int given) {
    return given == 1 && block.tail().length == 1
        ? 1
        : block.tail().length == 1 ? block.width() : -1;
  }

  static void imputer(OnnxNode node, Plan plan) {
    Block from = plan.block(node, 0);
    boolean whole = from.type() == ElementType.INT64;
    double[] filled =
        whole
            ? java.util.Arrays.stream(node.integers("imputed_value_int64s"))
                .asDoubleStream()
                .toArray()
            : node.numbers("imputed_value_floats");
    double replaced =
        whole
            ? (double) node.integer("replaced_value_int64", 0)
            : node.number("replaced_value_float", 0);
    boolean typed = whole || from.type() == ElementType.FLOAT;
    if (!typed || from.tail().length != 1 || filled.length == 0) {
      throw Plan.notCompiled(node, "of other columns than it has values for");
    }
    // Where the numbers differ, the first value fills every column.
    int values = filled.length == from.width() ? filled.length : 1;
    Block to = plan.make(node.outputs().getFirst(), from.type(), from.tail());
    plan.add(tape -> {
      double[] in = tape.numbers(from);
      double[] out = tape.makeNumbers(to);
      for (int i = 0; i < out.length; i++) {
        boolean missing = in[i] == replaced || (Double.isNaN(in[i]) && Double.isNaN(replaced));
        out[i] = missing ? filled[i % values] : in[i];
      }
    });
  }

  static void binarizer(OnnxNode node, Plan plan) {
    Block from = plan.block(node, 0);
    if (from.type() != ElementType.FLOAT) {
      throw Plan.notCompiled(node, "of type " + from.type());
    }
    double threshold = node.number("threshold", 0);
    Block to = plan.make(node.outputs().getFirst(), from.type(), from.tail());
    plan.add(tape -> {
      double[] in = tape.numbers(from);
      double[] out = tape.makeNumbers(to);
      for (int i = 0; i < out.length; i++) {
        out[i] = in[i] > threshold ? 1 : 0;
      }
    });
  }

  /// Divides each row by its norm; a row whose norm is 0 stays as it is.
  static void normalizer(OnnxNode node, Plan plan) {
    Block from = plan.block(node, 0);
    String norm = node.text("norm", "MAX");
    boolean known = norm.equals("MAX") || norm.equals("L1") || norm.equals("L2");
    if (from.type() != ElementType.FLOAT || from.tail().length != 1 || !known) {
      throw Plan.notCompiled(node, "with the norm '%s' of type %s".formatted(norm, from.type()));
    }
    int width = from.width();
    Block to = plan.make(node.outputs().getFirst(), ElementType.FLOAT, from.tail());
    plan.add(tape -> {
      double[] in = tape.numbers(from);
      double[] out = tape.makeNumbers(to);
      for (int at = 0; at < out.length; at += width) {
        switch (norm) {
          case "MAX" -> divide(in, out, at, width, greatest(in, at, width));
          case "L1" -> divide(in, out, at, width, absolute(in, at, width));
          default -> euclidean(in, out, at, width);
        }
      }
    });
  }

  private static float greatest(double[] in, int at, int width) {
    float greatest = -Float.MAX_VALUE;
    for (int i = at; i < at + width; i++) {
      greatest = greatest < in[i] ? (float) in[i] : greatest;
    }
    return greatest;
  }

  private static float absolute(double[] in, int at, int width) {
    float sum = 0;
    for (int i = at; i < at + width; i++) {
      sum += (float) Math.abs(in[i]);
    }
    return sum;
  }

  private static void divide(double[] in, double[] out, int at, int width, float norm) {
    for (int i = at; i < at + width; i++) {
      out[i] = norm == 0 ? in[i] : (float) in[i] / norm;
    }
  }

  /// The square root of each square's share, as ONNX Runtime computes it.
  private static void euclidean(double[] in, double[] out, int at, int width) {
    float sum = 0;
    for (int i = at; i < at + width; i++) {
      sum += (float) (in[i] * in[i]);
    }
    for (int i = at; i < at + width; i++) {
      float root = (float) Math.sqrt((float) (in[i] * in[i]) / sum);
      out[i] = sum == 0 ? in[i] : in[i] < 0 ? -root : root;
    }
  }
}
