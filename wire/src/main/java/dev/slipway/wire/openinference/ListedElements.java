package dev.slipway.wire.openinference;

import dev.slipway.core.input.InputFaults;
import dev.slipway.core.model.Rows;
import dev.slipway.wire.json.JsonInput;
import dev.slipway.wire.predict.CellReader;
import java.util.Arrays;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Elements that came as JSON, however they were nested.
final class ListedElements implements Elements {
  private enum Kind {
    NUMBER,
    TEXT,
    NULL
  }

  private Kind[] kinds = new Kind[16];
  private double[] numbers = new double[16];
  private String[] texts = new String[0];
  private int size;
  private boolean textual;

  @Override
  public int size() {
    return size;
  }

  /// How many elements there is room for.
  int room() {
    return kinds.length;
  }

  void clear() {
    Arrays.fill(texts, 0, Math.min(size, texts.length), "");
    size = 0;
    textual = false;
  }

  /// A tensor of [Datatype#BYTES] can hold nothing but text, so that numbers are read from it there.
  @Override
  public void copy(
      int element, CellReader cells, int column, Rows rows, int row, InputFaults faults) {
    switch (kinds[element]) {
      case NUMBER -> cells.number(numbers[element], column, rows, row, row, faults);
      case TEXT -> {
        if (textual) {
          cells.written(texts[element], column, rows, row, row, faults);
        } else {
          cells.text(texts[element], column, rows, row, row, faults);
        }
      }
      case NULL -> cells.missing(column, row, faults);
    }
  }

  /// Reads the list that the parser stands on.
  void read(JsonParser in, String tensor) {
    int depth = 1;
    while (depth > 0) {
      JsonToken token = in.nextToken();
      switch (token) {
        case START_ARRAY -> depth++;
        case END_ARRAY -> depth--;
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> add(Kind.NUMBER, JsonInput.number(in));
        case VALUE_TRUE -> add(Kind.NUMBER, 1);
        case VALUE_FALSE -> add(Kind.NUMBER, 0);
        case VALUE_NULL -> add(Kind.NULL, 0);
        case VALUE_STRING -> {
          add(Kind.TEXT, 0);
          if (texts.length < kinds.length) {
            texts = Arrays.copyOf(texts, kinds.length);
          }
          texts[size - 1] = in.getString();
        }
        default ->
            throw JsonInput.malformed(
                "tensor '%s' has %s among its data%s"
                    .formatted(tensor, JsonInput.kind(token), JsonInput.position(in)));
      }
    }
  }

  /// Fails where a number is none of the tensor's type.
  void require(Datatype datatype, String tensor) {
    textual = datatype == Datatype.BYTES;
    for (int e = 0; e < size; e++) {
      if (kinds[e] == Kind.NUMBER && !datatype.holds(numbers[e])) {
        throw JsonInput.malformed(
            "element %d of tensor '%s' is %s, which is no %s"
                .formatted(e, tensor, numbers[e], datatype));
      }
    }
  }

  private void add(Kind kind, double number) {
    if (size == kinds.length) {
      kinds = Arrays.copyOf(kinds, size * 2);
      numbers = Arrays.copyOf(numbers, size * 2);
    }
    kinds[size] = kind;
    numbers[size] = number;
    size++;
  }
}
