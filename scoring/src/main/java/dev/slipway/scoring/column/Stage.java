package dev.slipway.scoring.column;

import dev.slipway.core.model.Rows;
import java.util.List;

/// Operations side by side: all read the columns of the stage before, each adds its columns to the right.
public record Stage(List<ColumnOperation> operations) {
  public Stage {
    operations = List.copyOf(operations);
  }

  public static Stage of(ColumnOperation... operations) {
    return new Stage(List.of(operations));
  }

  public int width() {
    return operations.stream().mapToInt(ColumnOperation::width).sum();
  }

  /// The most columns that it has in memory at a time.
  int widest() {
    return operations.stream().mapToInt(o -> Math.max(o.width(), o.widest())).sum();
  }

  public Rows apply(Rows in) {
    int width = 0;
    boolean texts = false;
    for (ColumnOperation operation : operations) {
      width += operation.width();
      texts |= operation.text();
    }
    Rows out = new Rows(width, texts, in.size());
    int at = 0;
    for (ColumnOperation operation : operations) {
      operation.apply(in, out, at);
      at += operation.width();
    }
    return out;
  }
}
