package dev.slipway.scoring.onnx.kernel;

import dev.slipway.scoring.onnx.file.ElementType;
import dev.slipway.scoring.onnx.file.OnnxNode;
import dev.slipway.scoring.onnx.file.StoredTensor;

/// The four operations between tables of rows, or a table and a constant.
///
/// A float64 result of float32 operands, rounded once, is the float32 result: no double rounding can show
/// for these four.
enum Arithmetic implements Operator {
  ADD {
    @Override
    double apply(double a, double b) {
      return a + b;
    }
  },
  SUBTRACT {
    @Override
    double apply(double a, double b) {
      return a - b;
    }
  },
  MULTIPLY {
    @Override
    double apply(double a, double b) {
      return a * b;
    }
  },
  DIVIDE {
    @Override
    double apply(double a, double b) {
      return a / b;
    }
  };

  abstract double apply(double a, double b);

  @Override
  public void compile(OnnxNode node, Plan plan) {
    if (plan.isConstant(node, 0)) {
      withConstant(node, plan, plan.block(node, 1), plan.constant(node, 0), true);
    } else if (plan.isConstant(node, 1)) {
      withConstant(node, plan, plan.block(node, 0), plan.constant(node, 1), false);
    } else {
      between(node, plan, plan.block(node, 0), plan.block(node, 1));
    }
  }

  private void withConstant(
      OnnxNode node, Plan plan, Block block, StoredTensor constant, boolean first) {
    double[] numbers = constant.numbers();
    int rank = constant.dimensions().length;
    boolean row =
        block.tail().length == 1
            && numbers.length == block.width()
            && (rank == 1 || (rank == 2 && constant.dimensions()[0] == 1));
    boolean scalar = numbers.length == 1 && rank <= 1 + block.tail().length;
    if (!block.decimal() || constant.type() != block.type() || !(row || scalar)) {
      throw Plan.notCompiled(node, "with a constant of another shape");
    }
    Block to = plan.make(node.outputs().getFirst(), block.type(), block.tail());
    plan.add(tape -> {
      double[] in = tape.numbers(block);
      double[] out = tape.makeNumbers(to);
      for (int i = 0; i < out.length; i++) {
        double number = numbers[i % numbers.length];
        out[i] = to.rounded(first ? apply(number, in[i]) : apply(in[i], number));
      }
    });
  }

  private void between(OnnxNode node, Plan plan, Block a, Block b) {
    boolean same = java.util.Arrays.equals(a.tail(), b.tail());
    boolean columns = a.tail().length == 1 && b.tail().length == 1;
    boolean spread = columns && (a.width() == 1 || b.width() == 1);
    if (!a.decimal() || a.type() != b.type() || !(same || spread)) {
      throw Plan.notCompiled(node, "of tables of different shapes");
    }
    int width = Math.max(a.width(), b.width());
    ElementType type = a.type();
    Block to = plan.make(node.outputs().getFirst(), type, same ? a.tail() : new int[] {width});
    int aStep = width / a.width();
    int bStep = width / b.width();
    plan.add(tape -> {
      double[] left = tape.numbers(a);
      double[] right = tape.numbers(b);
      double[] out = tape.makeNumbers(to);
      for (int i = 0; i < out.length; i++) {
        out[i] = to.rounded(apply(left[i / aStep], right[i / bStep]));
      }
    });
  }
}
