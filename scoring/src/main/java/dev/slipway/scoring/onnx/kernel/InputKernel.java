package dev.slipway.scoring.onnx.kernel;

import dev.slipway.core.model.Rows;
import org.jspecify.annotations.Nullable;

/// Takes the columns from `from` on as a tensor. A missing text is empty, as ONNX has no missing texts.
record InputKernel(int from, Block to) {
  void run(Rows rows, Tape tape) {
    int width = to.width();
    if (to.texts()) {
      @Nullable String[] out = tape.makeTexts(to);
      for (int i = 0; i < out.length; i++) {
        @Nullable String text = rows.text(i / width, from + i % width);
        out[i] = text == null ? "" : text;
      }
      return;
    }
    double[] in = rows.numbers();
    double[] out = tape.makeNumbers(to);
    for (int r = 0; r < tape.rows(); r++) {
      int row = r * rows.width() + from;
      for (int c = 0; c < width; c++) {
        out[r * width + c] = held(in[row + c]);
      }
    }
  }

  private double held(double number) {
    return switch (to.type()) {
      case FLOAT -> (float) number;
      case INT64 -> (double) (long) number;
      case INT32 -> (int) number;
      case BOOL -> number == 0 ? 0 : 1;
      case DOUBLE, UINT8, INT8, UINT16, INT16, STRING, FLOAT16, UINT32, UINT64, BFLOAT16 -> number;
    };
  }
}
