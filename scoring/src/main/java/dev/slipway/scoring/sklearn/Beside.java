package dev.slipway.scoring.sklearn;

import dev.slipway.core.model.Rows;
import dev.slipway.scoring.column.ColumnOperation;
import java.util.List;

/// Operations side by side: all read the same rows, each adds its columns to the right.
record Beside(List<ColumnOperation> operations, int width, boolean text)
    implements ColumnOperation {
  Beside {
    operations = List.copyOf(operations);
  }

  static ColumnOperation of(List<ColumnOperation> operations) {
    return operations.size() == 1
        ? operations.getFirst()
        : new Beside(
            operations,
            operations.stream().mapToInt(ColumnOperation::width).sum(),
            operations.stream().anyMatch(ColumnOperation::text));
  }

  @Override
  public void apply(Rows in, Rows out, int at) {
    int column = at;
    for (ColumnOperation operation : operations) {
      operation.apply(in, out, column);
      column += operation.width();
    }
  }
}
