package dev.slipway.wire.openinference;

import dev.slipway.core.input.InputFaults;
import dev.slipway.core.model.Rows;
import dev.slipway.wire.json.JsonInput;
import dev.slipway.wire.predict.CellReader;
import java.util.List;

/// A tensor of a request, whose shape its elements have.
record Tensor(String name, List<Long> shape, Elements elements) {
  Tensor {
    shape = List.copyOf(shape);
    long count = 1;
    try {
      for (long dimension : shape) {
        if (dimension < 0) {
          throw wrongShape(name, shape, "a dimension is negative");
        }
        count = Math.multiplyExact(count, dimension);
      }
    } catch (ArithmeticException _) {
      throw wrongShape(name, shape, "it has more elements than a number can count");
    }
    if (shape.isEmpty() || count != elements.size()) {
      throw wrongShape(name, shape, "it has %d elements".formatted(elements.size()));
    }
  }

  int size() {
    return elements.size();
  }

  long rows() {
    return shape.getFirst();
  }

  /// The elements of one row.
  long width() {
    long width = 1;
    for (int i = 1; i < shape.size(); i++) {
      width *= shape.get(i);
    }
    return width;
  }

  void copy(int element, CellReader cells, int column, Rows rows, int row, InputFaults faults) {
    elements.copy(element, cells, column, rows, row, faults);
  }

  private static RuntimeException wrongShape(String name, List<Long> shape, String why) {
    return JsonInput.malformed("tensor '%s' cannot have shape %s: %s".formatted(name, shape, why));
  }
}
