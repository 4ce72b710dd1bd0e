package dev.slipway.lifecycle.build;

import dev.slipway.core.table.Column;
import dev.slipway.core.table.ColumnType;
import dev.slipway.core.table.Schema;
import dev.slipway.core.table.Table;
import dev.slipway.core.table.TableFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/// Tables as plain CSV without quotes: a column whose every cell is a number is DECIMAL, else STRING.
public final class CsvTables implements TableFiles {
  public final AtomicInteger reads = new AtomicInteger();

  @Override
  public Table read(Path file) {
    return read(file, Integer.MAX_VALUE);
  }

  @Override
  public Table read(Path file, int limit) {
    reads.incrementAndGet();
    try {
      List<String> lines = Files.readAllLines(file);
      String[] names = lines.getFirst().split(",");
      List<String[]> rows =
          lines.stream().skip(1).limit(limit).map(line -> line.split(",", -1)).toList();
      List<Column> columns = new ArrayList<>();
      List<Object> cells = new ArrayList<>();
      for (int c = 0; c < names.length; c++) {
        int at = c;
        if (rows.stream().allMatch(r -> r[at].isEmpty() || r[at].matches("-?[0-9.]+"))) {
          columns.add(new Column(names[c], ColumnType.DECIMAL));
          cells.add(
              rows.stream()
                  .mapToDouble(r -> r[at].isEmpty() ? Table.NULL : Double.parseDouble(r[at]))
                  .toArray());
        } else {
          columns.add(new Column(names[c], ColumnType.STRING));
          cells.add(rows.stream().map(r -> r[at].isEmpty() ? null : r[at]).toArray(String[]::new));
        }
      }
      return new Table(new Schema(columns), rows.size(), cells);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void write(Table table, Path file) {
    StringBuilder csv = new StringBuilder(String.join(",", table.schema().names())).append('\n');
    for (int r = 0; r < table.rows(); r++) {
      int row = r;
      csv.append(
              String.join(
                  ",",
                  IntStream.range(0, table.schema().size())
                      .mapToObj(c -> cell(table, c, row))
                      .toList()))
          .append('\n');
    }
    try {
      Files.writeString(file, csv);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String cell(Table table, int column, int row) {
    if (!table.schema().columns().get(column).type().numeric()) {
      return table.texts(column)[row] == null ? "" : table.texts(column)[row];
    }
    double cell = table.numbers(column)[row];
    return Table.isNull(cell)
        ? ""
        : cell == Math.rint(cell) ? String.valueOf((long) cell) : String.valueOf(cell);
  }
}
