package dev.slipway.scoring.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.model.Rows;
import dev.slipway.core.model.Scorer;
import dev.slipway.core.model.Signature;
import dev.slipway.scoring.onnx.file.InputColumns;
import dev.slipway.scoring.onnx.file.OnnxModel;
import dev.slipway.scoring.onnx.kernel.Program;
import java.util.Arrays;
import java.util.Random;

/// The same bytes on our own engines and in ONNX Runtime.
record BothEngines(Scorer compiled, Scorer runtime) implements AutoCloseable {
  static BothEngines load(byte[] file) {
    OnnxModel model = OnnxModel.read(file);
    InputColumns columns = InputColumns.of(model.graph());
    Scorer compiled = CompiledScorer.of(Program.compile(model, columns), columns);
    return new BothEngines(compiled, new RuntimeScorer(file, model, columns, CallLimit.LONGEST));
  }

  /// Rows of numbers on and around the thresholds of [RandomTrees], with missing and extreme ones.
  Rows rows(Random random, int count) {
    Signature signature = compiled.signature();
    Rows rows = Rows.forSignature(signature);
    for (int r = 0; r < count; r++) {
      rows.add();
      for (int c = 0; c < signature.inputs().size(); c++) {
        boolean whole = signature.inputs().get(c).required();
        double number =
            switch (random.nextInt(whole ? 2 : 8)) {
              case 0 -> random.nextInt(9) - 4;
              case 1 -> whole ? random.nextInt(100) : Float.NaN;
              case 2 -> random.nextInt(20) == 0 ? 1e30 * (random.nextInt(3) - 1) : -0.0;
              case 3 -> (random.nextInt(9) - 4) * (1 + 1e-12);
              default -> random.nextGaussian() * 2;
            };
        rows.number(r, c, number);
      }
    }
    return rows;
  }

  /// @param steps how many steps of float32 a number may be away
  void assertSame(Rows rows, int steps, String what) {
    double[] ours = score(compiled, rows);
    double[] theirs = score(runtime, rows);
    assertThat(compiled.signature()).as(what).isEqualTo(runtime.signature());
    for (int i = 0; i < ours.length; i++) {
      boolean same =
          Double.compare(ours[i], theirs[i]) == 0
              || Math.abs(ours[i] - theirs[i]) <= steps * Math.ulp((float) theirs[i]);
      assertThat(same)
          .as("%s: number %d is %s, the runtime gives %s", what, i, ours[i], theirs[i])
          .isTrue();
    }
    double[] first = Arrays.copyOf(ours, compiled.signature().output().width());
    Rows one = new Rows(rows.width(), rows.hasTexts(), 1);
    for (int c = 0; c < rows.width(); c++) {
      one.number(0, c, rows.number(0, c));
      if (rows.hasTexts()) {
        one.text(0, c, rows.text(0, c));
      }
    }
    assertThat(score(compiled, one)).as("%s: the first row alone", what).containsExactly(first);
  }

  private static double[] score(Scorer scorer, Rows rows) {
    double[] out = new double[rows.size() * scorer.signature().output().width()];
    scorer.score(rows, out);
    return out;
  }

  @Override
  public void close() {
    runtime.close();
  }
}
