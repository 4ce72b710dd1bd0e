package dev.slipway.core.table;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A table in memory, column by column. A numeric cell (see [ColumnType#numeric()]) is a `double`, with
/// [#NULL] where there is none. A string cell is a `String` or null. The arrays are shared, not copied:
/// whoever builds a table gives them away.
public final class Table {
  /// The number that stands for "no value": a NaN with a payload of its own, so that a profile can count
  /// nulls and NaNs apart while arithmetic treats both as missing. Test with [#isNull(double)].
  public static final double NULL = Double.longBitsToDouble(0x7ff8_0000_0000_0001L);

  private final Schema schema;
  private final int rows;
  private final Object[] cells;

  /// `cells` holds a `double[]` for each numeric column and a `String[]` for each string column.
  public Table(Schema schema, int rows, List<?> cells) {
    if (cells.size() != schema.size()) {
      throw new IllegalArgumentException(
          "schema has " + schema.size() + " columns, got " + cells.size());
    }
    this.schema = schema;
    this.rows = rows;
    this.cells = cells.toArray();
    for (int i = 0; i < schema.size(); i++) {
      Column column = schema.columns().get(i);
      int length =
          column.type().numeric()
              ? ((double[]) this.cells[i]).length
              : ((String[]) this.cells[i]).length;
      if (length != rows) {
        throw new IllegalArgumentException(
            column.name() + " has " + length + " cells, expected " + rows);
      }
    }
  }

  public static boolean isNull(double cell) {
    return Double.doubleToRawLongBits(cell) == 0x7ff8_0000_0000_0001L;
  }

  public Schema schema() {
    return schema;
  }

  public int rows() {
    return rows;
  }

  public double[] numbers(int column) {
    return (double[]) cells[column];
  }

  public double[] numbers(String column) {
    return numbers(indexOf(column));
  }

  public @Nullable String[] texts(int column) {
    return (@Nullable String[]) cells[column];
  }

  public @Nullable String[] texts(String column) {
    return texts(indexOf(column));
  }

  /// The position of a column that must be there.
  public int indexOf(String column) {
    int index = schema.indexOf(column);
    if (index < 0) {
      throw new SlipwayException(
          ErrorCode.INVALID_DATA,
          "no column '%s'; the columns are %s".formatted(column, schema.names()));
    }
    return index;
  }

  /// The rows at these positions, in this order.
  public Table rows(int[] positions) {
    List<Object> picked = new ArrayList<>(cells.length);
    for (Object cell : cells) {
      if (cell instanceof double[] numbers) {
        picked.add(Arrays.stream(positions).mapToDouble(p -> numbers[p]).toArray());
      } else {
        @Nullable String[] texts = (@Nullable String[]) cell;
        picked.add(Arrays.stream(positions).mapToObj(p -> texts[p]).toArray(String[]::new));
      }
    }
    return new Table(schema, positions.length, picked);
  }
}
