package dev.slipway.scoring.sklearn;

import dev.slipway.core.model.Rows;
import dev.slipway.scoring.column.ColumnOperation;
import dev.slipway.scoring.sparse.SparseBeside;
import dev.slipway.scoring.sparse.SparseOperation;
import dev.slipway.scoring.sparse.Weighable;
import dev.slipway.scoring.sparse.Weights;
import java.util.List;

/// Operations side by side: all read the same rows, each adds its columns to the right.
record Beside(List<ColumnOperation> operations, int width, boolean text) implements Weighable {
  Beside {
    operations = List.copyOf(operations);
  }

  static ColumnOperation of(List<ColumnOperation> operations) {
    if (operations.size() == 1) {
      return operations.getFirst();
    }
    int width = operations.stream().mapToInt(ColumnOperation::width).sum();
    if (operations.stream().allMatch(SparseOperation.class::isInstance)) {
      return new SparseBeside(operations.stream().map(SparseOperation.class::cast).toList(), width);
    }
    return new Beside(operations, width, operations.stream().anyMatch(ColumnOperation::text));
  }

  @Override
  public int widest() {
    return operations.stream().mapToInt(o -> Math.max(o.width(), o.widest())).sum();
  }

  @Override
  public boolean sparse() {
    for (ColumnOperation operation : operations) {
      if (operation instanceof Weighable weighable && weighable.sparse()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void addWeighted(Rows in, Weights weights, int at, double[] sums) {
    int column = at;
    for (ColumnOperation operation : operations) {
      Weighable.add(operation, in, weights, column, sums);
      column += operation.width();
    }
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
