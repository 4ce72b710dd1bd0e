package dev.slipway.core.table;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The ordered columns of a table. Names are unique and case-sensitive.
public record Schema(List<Column> columns) {
  public Schema {
    columns = List.copyOf(columns);
    Set<String> seen = new HashSet<>();
    for (Column column : columns) {
      if (!seen.add(column.name())) {
        throw new IllegalArgumentException("column " + column.name() + " appears twice");
      }
    }
  }

  public int size() {
    return columns.size();
  }

  /// The position of a column, or -1.
  public int indexOf(String name) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  public Optional<Column> column(String name) {
    int index = indexOf(name);
    return index < 0 ? Optional.empty() : Optional.of(columns.get(index));
  }

  public List<String> names() {
    return columns.stream().map(Column::name).toList();
  }
}
