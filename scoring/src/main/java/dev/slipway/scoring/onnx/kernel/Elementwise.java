package dev.slipway.scoring.onnx.kernel;

import dev.slipway.scoring.onnx.file.OnnxNode;

/// Functions of each element alone.
enum Elementwise implements Operator {
  SIGMOID {
    @Override
    double apply(double x) {
      return 1 / (1 + Math.exp(-x));
    }
  },
  TANH {
    @Override
    double apply(double x) {
      return Math.tanh(x);
    }
  },
  RELU {
    @Override
    double apply(double x) {
      return x < 0 ? 0 : x;
    }
  },
  EXP {
    @Override
    double apply(double x) {
      return Math.exp(x);
    }
  },
  NEGATE {
    @Override
    double apply(double x) {
      return -x;
    }
  },
  SQUARE_ROOT {
    @Override
    double apply(double x) {
      return Math.sqrt(x);
    }
  };

  abstract double apply(double x);

  @Override
  public void compile(OnnxNode node, Plan plan) {
    Block from = plan.block(node, 0);
    if (!from.decimal()) {
      throw Plan.notCompiled(node, "of type " + from.type());
    }
    Block to = plan.make(node.outputs().getFirst(), from.type(), from.tail());
    plan.add(tape -> {
      double[] in = tape.numbers(from);
      double[] out = tape.makeNumbers(to);
      for (int i = 0; i < out.length; i++) {
        out[i] = to.rounded(apply(in[i]));
      }
    });
  }
}
