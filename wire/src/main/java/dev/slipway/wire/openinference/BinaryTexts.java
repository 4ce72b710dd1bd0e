package dev.slipway.wire.openinference;

import dev.slipway.core.input.InputFaults;
import dev.slipway.core.model.Rows;
import dev.slipway.wire.json.JsonInput;
import dev.slipway.wire.predict.CellReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Texts that stand in the body, each after its length.
///
/// @param starts where the length of each stands, and as the last the end of all
record BinaryTexts(String tensor, byte[] body, int[] starts) implements Elements {
  private static final int LENGTH = 4;

  static BinaryTexts of(String tensor, byte[] body, int from, int length) {
    int[] starts = new int[16];
    int count = 0;
    int at = from;
    int end = from + length;
    while (at < end) {
      if (count + 1 == starts.length) {
        starts = Arrays.copyOf(starts, starts.length * 2);
      }
      starts[count++] = at;
      long size = end - at < LENGTH ? Long.MAX_VALUE : Datatype.length(body, at);
      if (size > end - at - LENGTH) {
        throw JsonInput.malformed(
            "element %d of tensor '%s' goes beyond the tensor's %d bytes; write each as its length in four bytes, little-endian, and its text"
                .formatted(count - 1, tensor, length));
      }
      at += LENGTH + (int) size;
    }
    starts[count] = end;
    return new BinaryTexts(tensor, body, Arrays.copyOf(starts, count + 1));
  }

  @Override
  public int size() {
    return starts.length - 1;
  }

  @Override
  public void copy(
      int element, CellReader cells, int column, Rows rows, int row, InputFaults faults) {
    int from = starts[element] + LENGTH;
    int to = starts[element + 1];
    String text = new String(body, from, to - from, StandardCharsets.UTF_8);
    if (text.indexOf('\ufffd') >= 0 && !isUtf8(text, from, to)) {
      throw JsonInput.malformed(
          "element %d of tensor '%s' is not valid UTF-8".formatted(element, tensor));
    }
    cells.written(text, column, rows, row, row, faults);
  }

  /// Decoding puts U+FFFD where bytes are none; it may also stand there itself.
  private boolean isUtf8(String text, int from, int to) {
    byte[] again = text.getBytes(StandardCharsets.UTF_8);
    return Arrays.equals(again, 0, again.length, body, from, to);
  }
}
