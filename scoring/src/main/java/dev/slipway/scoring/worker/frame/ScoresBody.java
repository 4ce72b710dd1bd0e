package dev.slipway.scoring.worker.frame;

import dev.slipway.core.model.Output;
import java.nio.ByteBuffer;

/// The body of a `RESULT` frame: u32 rows, u32 numbers a row, and the numbers as f64, row by row.
public final class ScoresBody {
  private final ByteBuffer body;
  private final Output output;

  private ScoresBody(ByteBuffer body, Output output) {
    this.body = body;
    this.output = output;
  }

  /// How long the body for so many rows is, exactly.
  public static long length(int rows, Output output) {
    return 8 + 8L * rows * output.width();
  }

  /// Checks that the body holds the scores of `rows` rows and nothing else.
  public static ScoresBody of(ByteBuffer body, int rows, Output output) throws BrokenFrame {
    if (body.remaining() != length(rows, output)) {
      throw new BrokenFrame(
          "scores in %d bytes, where %d are due".formatted(body.remaining(), length(rows, output)));
    }
    int saidRows = body.getInt();
    int saidWidth = body.getInt();
    if (saidRows != rows || saidWidth != output.width()) {
      throw new BrokenFrame(
          "%d x %d scores, where %d x %d are due"
              .formatted(saidRows, saidWidth, rows, output.width()));
    }
    if (output instanceof Output.Label(var classes)) {
      for (int r = 0; r < rows; r++) {
        double index = body.getDouble(body.position() + 8 * r);
        if (!(index >= 0 && index < classes.size()) || index != Math.rint(index)) {
          throw new BrokenFrame("class %s of %d".formatted(index, classes.size()));
        }
      }
    }
    return new ScoresBody(body, output);
  }

  /// Copies the scores of the next `rows` rows to the start of `out`.
  public void take(int rows, double[] out) {
    int count = rows * output.width();
    body.asDoubleBuffer().get(out, 0, count);
    body.position(body.position() + 8 * count);
  }
}
