package dev.slipway.scoring.onnx;

import dev.slipway.core.model.Rows;
import dev.slipway.core.model.Scorer;
import dev.slipway.core.model.Signature;
import dev.slipway.scoring.onnx.file.InputColumns;
import dev.slipway.scoring.onnx.kernel.Program;

/// An ONNX model on our own engines. Thread-safe.
record CompiledScorer(Program program, Signature signature) implements Scorer {
  static CompiledScorer of(Program program, InputColumns columns) {
    return new CompiledScorer(program, new Signature(columns.fields(), program.output()));
  }

  @Override
  public String format() {
    return "onnx";
  }

  @Override
  public void score(Rows rows, double[] out) {
    if (rows.size() > 0) {
      program.score(rows, out);
    }
  }
}
