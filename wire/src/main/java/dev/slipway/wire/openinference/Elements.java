package dev.slipway.wire.openinference;

import dev.slipway.core.input.InputFaults;
import dev.slipway.core.model.Rows;
import dev.slipway.wire.predict.CellReader;

/// The elements of a tensor, flat and row-major.
sealed interface Elements permits ListedElements, BinaryNumbers, BinaryTexts, TypedContents {
  int size();

  /// Writes an element into a slot of the rows, as its column's type.
  void copy(int element, CellReader cells, int column, Rows rows, int row, InputFaults faults);
}
