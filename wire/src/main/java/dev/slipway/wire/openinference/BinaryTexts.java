package dev.slipway.wire.openinference;

import dev.slipway.core.input.InputFaults;
import dev.slipway.core.model.Rows;
import dev.slipway.wire.json.JsonInput;
import dev.slipway.wire.predict.CellReader;
import dev.slipway.wire.protobuf.MessageReader.Span;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Texts that stand in the body.
record BinaryTexts(String tensor, byte[] body, List<Span> texts) implements Elements {
  private static final int LENGTH = 4;

  /// Texts that stand in the body one after the other, each after its length.
  static BinaryTexts of(String tensor, byte[] body, int from, int length) {
    List<Span> texts = new ArrayList<>();
    int at = from;
    int end = from + length;
    while (at < end) {
      long size = end - at < LENGTH ? Long.MAX_VALUE : Datatype.length(body, at);
      if (size > end - at - LENGTH) {
        throw JsonInput.malformed(
            "element %d of tensor '%s' goes beyond the tensor's %d bytes; write each as its length in four bytes, little-endian, and its text"
                .formatted(texts.size(), tensor, length));
      }
      Span text = new Span(at + LENGTH, (int) size);
      texts.add(text);
      at = text.end();
    }
    return new BinaryTexts(tensor, body, texts);
  }

  @Override
  public int size() {
    return texts.size();
  }

  @Override
  public void copy(
      int element, CellReader cells, int column, Rows rows, int row, InputFaults faults) {
    Span span = texts.get(element);
    String text = new String(body, span.from(), span.length(), StandardCharsets.UTF_8);
    if (text.indexOf('\ufffd') >= 0 && !isUtf8(text, span)) {
      throw JsonInput.malformed(
          "element %d of tensor '%s' is not valid UTF-8".formatted(element, tensor));
    }
    cells.written(text, column, rows, row, row, faults);
  }

  /// Decoding puts U+FFFD where bytes are none; it may also stand there itself.
  private boolean isUtf8(String text, Span span) {
    byte[] again = text.getBytes(StandardCharsets.UTF_8);
    return Arrays.equals(again, 0, again.length, body, span.from(), span.end());
  }
}
