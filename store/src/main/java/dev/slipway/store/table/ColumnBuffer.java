package dev.slipway.store.table;

import dev.slipway.core.table.ColumnType;
import dev.slipway.core.table.Table;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.duckdb.DuckDBReadableVector;
import org.jspecify.annotations.Nullable;

/// The cells of one column while it is read.
sealed interface ColumnBuffer {
  /// Takes the first `size` cells of a vector over.
  void append(DuckDBReadableVector vector, int size);

  /// A `double[]` or a `String[]` of exactly the cells appended.
  Object cells();

  static ColumnBuffer of(ColumnType type) {
    return switch (type) {
      case BOOLEAN, INTEGER, DECIMAL, DATETIME -> new Numbers();
      case STRING -> new Texts();
    };
  }

  /// Cells held as `double`.
  final class Numbers implements ColumnBuffer {
    private double[] cells = new double[2048];
    private int count;

    @Override
    public void append(DuckDBReadableVector vector, int size) {
      if (count + size > cells.length) {
        cells = Arrays.copyOf(cells, Math.max(count + size, cells.length * 2));
      }
      switch (vector.getType()) {
        case BOOLEAN -> {
          for (int i = 0; i < size; i++) {
            cells[count + i] = vector.isNull(i) ? Table.NULL : vector.getBoolean(i) ? 1 : 0;
          }
        }
        case BIGINT -> {
          for (int i = 0; i < size; i++) {
            cells[count + i] = vector.isNull(i) ? Table.NULL : vector.getLong(i);
          }
        }
        default -> {
          for (int i = 0; i < size; i++) {
            cells[count + i] = vector.isNull(i) ? Table.NULL : vector.getDouble(i);
          }
        }
      }
      count += size;
    }

    @Override
    public Object cells() {
      return Arrays.copyOf(cells, count);
    }
  }

  /// Texts. A column of few different texts keeps each once.
  final class Texts implements ColumnBuffer {
    private static final int MOST_SHARED = 4_096;

    private final Map<String, String> shared = new HashMap<>();
    private @Nullable String[] cells = new String[2048];
    private int count;

    @Override
    public void append(DuckDBReadableVector vector, int size) {
      if (count + size > cells.length) {
        cells = Arrays.copyOf(cells, Math.max(count + size, cells.length * 2));
      }
      for (int i = 0; i < size; i++) {
        cells[count + i] = vector.isNull(i) ? null : share(vector.getString(i));
      }
      count += size;
    }

    @Override
    public Object cells() {
      return Arrays.copyOf(cells, count);
    }

    private String share(String text) {
      if (shared.size() >= MOST_SHARED) {
        return text;
      }
      String earlier = shared.putIfAbsent(text, text);
      return earlier == null ? text : earlier;
    }
  }
}
