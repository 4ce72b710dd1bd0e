package dev.slipway.scoring.onnx.kernel;

import dev.slipway.scoring.onnx.file.Attribute;
import dev.slipway.scoring.onnx.file.ElementType;
import dev.slipway.scoring.onnx.file.OnnxNode;
import dev.slipway.scoring.onnx.file.StoredTensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Operators that move elements without computing with them.
final class Shaping {
  private static final int TO_FLOAT = 1;
  private static final int TO_INT64 = 7;
  private static final int TO_DOUBLE = 11;

  private Shaping() {}

  static void constant(OnnxNode node, Plan plan) {
    if (!(node.attributes().get("value") instanceof Attribute.Tensor(StoredTensor tensor))) {
      throw Plan.notCompiled(node, "without a tensor");
    }
    plan.constant(node.outputs().getFirst(), tensor);
  }

  static void identity(OnnxNode node, Plan plan) {
    alias(node, plan, plan.block(node, 0).tail());
  }

  private static void alias(OnnxNode node, Plan plan, int... tail) {
    Block from = plan.block(node, 0);
    Block to = plan.make(node.outputs().getFirst(), from.type(), tail);
    plan.add(tape -> tape.alias(from, to));
  }

  static void flatten(OnnxNode node, Plan plan) {
    if (node.integer("axis", 1) != 1) {
      throw Plan.notCompiled(node, "of rows into columns");
    }
    alias(node, plan, plan.block(node, 0).width());
  }

  /// Only shapes that leave the rows apart.
  static void reshape(OnnxNode node, Plan plan) {
    Block from = plan.block(node, 0);
    double[] shape =
        node.has("shape")
            ? java.util.Arrays.stream(node.integers("shape")).asDoubleStream().toArray()
            : plan.constant(node, 1).numbers();
    boolean rowsOpen = shape.length > 0 && shape[0] == -1;
    boolean rowsKept = shape.length == 2 && shape[0] == 0;
    int width = from.width();
    if (rowsOpen && shape.length == 1 && width == 1) {
      alias(node, plan);
    } else if ((rowsOpen || rowsKept) && shape.length == 2 && shape[1] == width) {
      alias(node, plan, width);
    } else if (rowsKept && shape[1] == -1) {
      alias(node, plan, width);
    } else {
      throw Plan.notCompiled(node, "to a shape that mixes rows");
    }
  }

  /// Tables side by side.
  static void concat(OnnxNode node, Plan plan) {
    boolean standard = node.domain().isEmpty();
    long axis = standard ? node.integer("axis", 1) : 1;
    List<Block> from = new ArrayList<>();
    int width = 0;
    int rank = plan.block(node, 0).tail().length;
    for (int i = 0; i < node.inputs().size(); i++) {
      Block block = plan.block(node, i);
      // The table of a one-hot encoding is [rows, 1, categories].
      boolean beside =
          block.tail().length == rank && (rank == 1 || (rank == 2 && block.tail()[0] == 1));
      if (!beside || (axis != rank && axis != -1)) {
        throw Plan.notCompiled(node, "of tables that are not side by side");
      }
      if (block.type() != plan.block(node, 0).type() || (!standard && !vector(node, i, block))) {
        throw Plan.notCompiled(node, "of tables of several types");
      }
      from.add(block);
      width = Math.addExact(width, block.width());
    }
    int[] tail = rank == 1 ? new int[] {width} : new int[] {1, width};
    Block to = plan.make(node.outputs().getFirst(), plan.block(node, 0).type(), tail);
    plan.add(tape -> from.forEach(new Copy(tape, to)::add));
  }

  private static boolean vector(OnnxNode node, int input, Block block) {
    long[] dimensions = node.integers("inputdimensions");
    return block.type() == ElementType.FLOAT
        && dimensions.length == node.inputs().size()
        && dimensions[input] == block.width();
  }

  /// Copies tables into the columns of another, from left to right. Not thread-safe.
  private static final class Copy {
    private final Tape tape;
    private final Block to;
    private int at;

    Copy(Tape tape, Block to) {
      this.tape = tape;
      this.to = to;
      if (to.texts()) {
        tape.makeTexts(to);
      } else {
        tape.makeNumbers(to);
      }
    }

    void add(Block from) {
      Object in = to.texts() ? tape.texts(from) : tape.numbers(from);
      Object out = to.texts() ? tape.texts(to) : tape.numbers(to);
      for (int r = 0; r < tape.rows(); r++) {
        System.arraycopy(in, r * from.width(), out, r * to.width() + at, from.width());
      }
      at += from.width();
    }
  }

  /// Chosen columns.
  static void extract(OnnxNode node, Plan plan) {
    Block from = plan.block(node, 0);
    double[] numbers = plan.constant(node, 1).numbers();
    int[] columns = new int[numbers.length];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = (int) numbers[i];
      if (from.tail().length != 1 || columns[i] < 0 || columns[i] >= from.width()) {
        throw Plan.notCompiled(node, "reads column %d".formatted(columns[i]));
      }
    }
    Block to = plan.make(node.outputs().getFirst(), from.type(), columns.length);
    plan.add(tape -> {
      if (to.texts()) {
        @Nullable String[] in = tape.texts(from);
        @Nullable String[] out = tape.makeTexts(to);
        for (int i = 0; i < out.length; i++) {
          out[i] = in[i / columns.length * from.width() + columns[i % columns.length]];
        }
      } else {
        double[] in = tape.numbers(from);
        double[] out = tape.makeNumbers(to);
        for (int i = 0; i < out.length; i++) {
          out[i] = in[i / columns.length * from.width() + columns[i % columns.length]];
        }
      }
    });
  }

  static void cast(OnnxNode node, Plan plan) {
    Block from = plan.block(node, 0);
    long code = node.integer("to", 0);
    ElementType type =
        switch ((int) code) {
          case TO_FLOAT -> ElementType.FLOAT;
          case TO_DOUBLE -> ElementType.DOUBLE;
          case TO_INT64 -> ElementType.INT64;
          default -> throw Plan.notCompiled(node, "to element type " + code);
        };
    if (from.type() == type) {
      identity(node, plan);
      return;
    }
    // What a processor makes of a NaN or a great number as an integer is not defined.
    if (from.texts() || (type == ElementType.INT64 && from.decimal())) {
      throw Plan.notCompiled(node, "from %s to %s".formatted(from.type(), type));
    }
    Block to = plan.make(node.outputs().getFirst(), type, from.tail());
    plan.add(tape -> {
      double[] in = tape.numbers(from);
      double[] out = tape.makeNumbers(to);
      for (int i = 0; i < out.length; i++) {
        out[i] = to.rounded(in[i]);
      }
    });
  }
}
