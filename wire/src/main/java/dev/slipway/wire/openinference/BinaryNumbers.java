package dev.slipway.wire.openinference;

import dev.slipway.core.input.InputFaults;
import dev.slipway.core.model.Rows;
import dev.slipway.wire.json.JsonInput;
import dev.slipway.wire.predict.CellReader;

/// Numbers that are read where they stand in the body. NaN is how a binary tensor says that a value is
/// missing, having no null.
record BinaryNumbers(Datatype datatype, byte[] body, int from, int size) implements Elements {
  /// @param length how many bytes the tensor has
  static BinaryNumbers of(String tensor, Datatype datatype, byte[] body, int from, int length) {
    if (length % datatype.size() != 0) {
      throw JsonInput.malformed(
          "tensor '%s' has %d bytes, which is no multiple of the %d of one %s"
              .formatted(tensor, length, datatype.size(), datatype));
    }
    return new BinaryNumbers(datatype, body, from, length / datatype.size());
  }

  @Override
  public void copy(
      int element, CellReader cells, int column, Rows rows, int row, InputFaults faults) {
    double value = datatype.read(body, from + element * datatype.size());
    if (Double.isNaN(value)) {
      cells.missing(column, row, faults);
    } else {
      cells.number(value, column, rows, row, row, faults);
    }
  }
}
