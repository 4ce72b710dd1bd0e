package dev.slipway.wire.openinference;

import dev.slipway.core.input.InputFaults;
import dev.slipway.core.model.Rows;
import dev.slipway.wire.json.JsonInput;
import dev.slipway.wire.predict.CellReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// A tensor of a request: its elements flat and row-major, however they were nested.
final class Tensor {
  private enum Kind {
    NUMBER,
    TEXT,
    NULL
  }

  String name = "";
  String datatype = "";
  List<Long> shape = List.of();
  private Kind[] kinds = new Kind[16];
  private double[] numbers = new double[16];
  private String[] texts = new String[0];
  private int size;

  int size() {
    return size;
  }

  long rows() {
    return shape.isEmpty() ? 0 : shape.getFirst();
  }

  /// The elements of one row.
  long width() {
    long width = 1;
    for (int i = 1; i < shape.size(); i++) {
      width *= shape.get(i);
    }
    return width;
  }

  /// Writes an element into a slot of the rows, as its column's type.
  void copy(int element, CellReader cells, int column, Rows rows, int row, InputFaults faults) {
    switch (kinds[element]) {
      case NUMBER -> cells.number(numbers[element], column, rows, row, row, faults);
      case TEXT -> cells.text(texts[element], column, rows, row, row, faults);
      case NULL -> cells.missing(column, row, faults);
    }
  }

  void readShape(JsonParser in) {
    require(in, JsonToken.START_ARRAY, "shape");
    List<Long> dimensions = new ArrayList<>();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      require(in, JsonToken.VALUE_NUMBER_INT, "shape");
      dimensions.add(in.getLongValue());
    }
    shape = List.copyOf(dimensions);
  }

  void readElements(JsonParser in) {
    require(in, JsonToken.START_ARRAY, "data");
    int depth = 1;
    while (depth > 0) {
      JsonToken token = in.nextToken();
      switch (token) {
        case START_ARRAY -> depth++;
        case END_ARRAY -> depth--;
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> add(Kind.NUMBER, in.getDoubleValue());
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
                    .formatted(name, JsonInput.kind(token), JsonInput.position(in)));
      }
    }
  }

  /// Fails unless the shape is one that the elements have.
  void check() {
    try {
      Datatype.valueOf(datatype);
    } catch (IllegalArgumentException e) {
      throw JsonInput.malformed(
          "tensor '%s' has datatype '%s'; use one of %s"
              .formatted(name, datatype, Arrays.toString(Datatype.values())));
    }
    long elements = 1;
    try {
      for (long dimension : shape) {
        if (dimension < 0) {
          throw wrongShape("a dimension is negative");
        }
        elements = Math.multiplyExact(elements, dimension);
      }
    } catch (ArithmeticException _) {
      throw wrongShape("it has more elements than a number can count");
    }
    if (shape.isEmpty() || elements != size) {
      throw wrongShape("it has %d elements".formatted(size));
    }
  }

  private RuntimeException wrongShape(String why) {
    return JsonInput.malformed("tensor '%s' cannot have shape %s: %s".formatted(name, shape, why));
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

  private void require(JsonParser in, JsonToken token, String member) {
    if (in.currentToken() != token) {
      throw JsonInput.malformed(
          "'%s' of tensor '%s' must be a list%s, got %s%s"
              .formatted(
                  member,
                  name,
                  member.equals("shape") ? " of whole numbers" : "",
                  JsonInput.kind(in.currentToken()),
                  JsonInput.position(in)));
    }
  }
}
