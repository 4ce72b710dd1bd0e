package dev.slipway.scoring.onnx.kernel;

/// How a node compares a row's value with its own; a value that passes goes to the true branch.
enum NodeMode {
  BRANCH_LEQ,
  BRANCH_LT,
  BRANCH_GTE,
  BRANCH_GT,
  BRANCH_EQ,
  BRANCH_NEQ,
  LEAF;

  boolean passes(double value, double threshold) {
    return switch (this) {
      case BRANCH_LEQ -> value <= threshold;
      case BRANCH_LT -> value < threshold;
      case BRANCH_GTE -> value >= threshold;
      case BRANCH_GT -> value > threshold;
      case BRANCH_EQ -> value == threshold;
      case BRANCH_NEQ -> value != threshold;
      case LEAF -> throw new IllegalStateException("a leaf compares nothing");
    };
  }
}
