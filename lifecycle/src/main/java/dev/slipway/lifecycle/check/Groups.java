package dev.slipway.lifecycle.check;

import dev.slipway.core.table.ColumnType;
import dev.slipway.core.table.Table;
import dev.slipway.lifecycle.evaluation.Evaluation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The rows of an evaluation by the value of a column, in the order of the values.
final class Groups {
  private Groups() {}

  /// For each value the indices of its rows in the evaluation; a row without a value is in `(missing)`.
  static Map<String, int[]> by(String column, Table heldOut, Evaluation evaluation) {
    int at = heldOut.indexOf(column);
    ColumnType type = heldOut.schema().columns().get(at).type();
    Map<String, List<Integer>> rows = new TreeMap<>();
    for (int i = 0; i < evaluation.rows(); i++) {
      int row = evaluation.positions()[i];
      String value =
          type.numeric() ? number(heldOut.numbers(at)[row], type) : heldOut.texts(at)[row];
      rows.computeIfAbsent(value == null ? "(missing)" : value, _ -> new ArrayList<>()).add(i);
    }
    Map<String, int[]> groups = new LinkedHashMap<>();
    rows.forEach(
        (value, list) -> groups.put(value, list.stream().mapToInt(Integer::intValue).toArray()));
    return groups;
  }

  private static @org.jspecify.annotations.Nullable String number(double cell, ColumnType type) {
    if (Double.isNaN(cell)) {
      return null;
    }
    return switch (type) {
      case BOOLEAN -> cell == 0 ? "false" : "true";
      case INTEGER, DECIMAL, DATETIME, STRING ->
          cell == Math.rint(cell) ? String.valueOf((long) cell) : String.valueOf(cell);
    };
  }
}
