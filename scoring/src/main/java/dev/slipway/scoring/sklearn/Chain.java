package dev.slipway.scoring.sklearn;

import dev.slipway.core.model.Rows;
import dev.slipway.scoring.column.ColumnOperation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Operations one behind the other, each reading all that the one before wrote.
record Chain(List<ColumnOperation> operations) implements ColumnOperation {
  Chain {
    operations = List.copyOf(operations);
  }

  /// Null where there is no operation at all.
  static @Nullable ColumnOperation of(List<ColumnOperation> operations) {
    return switch (operations.size()) {
      case 0 -> null;
      case 1 -> operations.getFirst();
      default -> new Chain(operations);
    };
  }

  static Rows run(ColumnOperation operation, Rows in) {
    Rows out = new Rows(operation.width(), operation.text(), in.size());
    operation.apply(in, out, 0);
    return out;
  }

  @Override
  public int width() {
    return operations.getLast().width();
  }

  @Override
  public boolean text() {
    return operations.getLast().text();
  }

  @Override
  public void apply(Rows in, Rows out, int at) {
    Rows rows = in;
    for (int i = 0; i < operations.size() - 1; i++) {
      rows = run(operations.get(i), rows);
    }
    operations.getLast().apply(rows, out, at);
  }
}
