package dev.slipway.core.profile;

import dev.slipway.core.table.Column;
import dev.slipway.core.table.ColumnType;
import dev.slipway.core.table.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A column of few distinct values, each row as the number of its value.
final class Codes {
  static final int MISSING = -1;
  private static final int MAX_DISTINCT = 1_000;

  private final String name;
  private final int[] codes;
  private final List<String> values = new ArrayList<>();

  private Codes(String name, int rows) {
    this.name = name;
    this.codes = new int[rows];
  }

  /// Empty for a column of decimals or times, and for one of too many values.
  static Optional<Codes> of(Table table, int column) {
    Column read = table.schema().columns().get(column);
    if (read.type() == ColumnType.DECIMAL || read.type() == ColumnType.DATETIME) {
      return Optional.empty();
    }
    Codes codes = new Codes(read.name(), table.rows());
    Map<Object, Integer> known = new HashMap<>();
    for (int r = 0; r < table.rows() && known.size() <= MAX_DISTINCT; r++) {
      codes.codes[r] = codes.code(cell(table, column, r), known);
    }
    return known.size() <= MAX_DISTINCT ? Optional.of(codes) : Optional.empty();
  }

  private static @Nullable Object cell(Table table, int column, int row) {
    if (!table.schema().columns().get(column).type().numeric()) {
      return table.texts(column)[row];
    }
    double number = table.numbers(column)[row];
    return Double.isNaN(number) ? null : (Object) (number + 0.0);
  }

  private int code(@Nullable Object cell, Map<Object, Integer> known) {
    if (cell == null) {
      return MISSING;
    }
    Integer code = known.get(cell);
    if (code == null) {
      code = known.size();
      known.put(cell, code);
      values.add(cell.toString());
    }
    return code;
  }

  String name() {
    return name;
  }

  int rows() {
    return codes.length;
  }

  int distinct() {
    return values.size();
  }

  int at(int row) {
    return codes[row];
  }

  /// The chance that two rows, whichever they are, have different values.
  double differing() {
    long[] counts = new long[values.size()];
    long present = 0;
    for (int code : codes) {
      if (code != MISSING) {
        counts[code]++;
        present++;
      }
    }
    double same = 0;
    for (long count : counts) {
      same += (double) count / present * count / present;
    }
    return present == 0 ? 0 : 1 - same;
  }

  /// The values of this column with those that they go with.
  SortedMap<String, String> pairs(int[] goesWith, Codes decided) {
    SortedMap<String, String> pairs = new TreeMap<>();
    for (int code = 0; code < goesWith.length; code++) {
      if (goesWith[code] != MISSING) {
        pairs.put(values.get(code), decided.values.get(goesWith[code]));
      }
    }
    return pairs;
  }
}
