package dev.slipway.scoring.onnx.kernel;

import dev.slipway.scoring.onnx.file.OnnxNode;

/// Turns a node of one kind into kernels, or throws `UNSUPPORTED_MODEL` where its form is not compiled.
interface Operator {
  void compile(OnnxNode node, Plan plan);
}
