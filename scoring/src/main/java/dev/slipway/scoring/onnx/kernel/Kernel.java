package dev.slipway.scoring.onnx.kernel;

/// One operator, ready to run over all rows of a call. Immutable and thread-safe.
interface Kernel {
  void run(Tape tape);
}
