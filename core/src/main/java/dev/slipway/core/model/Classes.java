package dev.slipway.core.model;

import dev.slipway.core.table.ColumnType;
import java.util.List;

/// The classes of a classifier in the model's own order, and the type that a client sees them as:
/// `INTEGER` classes are written as numbers, `BOOLEAN` as true and false, `STRING` as text.
public record Classes(List<String> labels, ColumnType type) {
  public Classes {
    labels = List.copyOf(labels);
    if (labels.isEmpty()) {
      throw new IllegalArgumentException("a classifier needs at least one class");
    }
  }

  public int size() {
    return labels.size();
  }

  public String label(int index) {
    return labels.get(index);
  }
}
