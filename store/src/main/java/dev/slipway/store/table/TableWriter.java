package dev.slipway.store.table;

import dev.slipway.core.table.Column;
import dev.slipway.core.table.Table;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/// Writes a [Table] as a file, row groups in row order by one thread, so that the same table gives the same
/// bytes.
final class TableWriter {
  private final Connection connection;

  TableWriter(Connection connection) {
    this.connection = connection;
  }

  void write(Table table, Path file, FileFormat format) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET threads=1");
      statement.execute("create table written (%s)".formatted(columns(table)));
      try (DuckDBAppender appender =
          connection.unwrap(DuckDBConnection.class).createAppender("written")) {
        for (int row = 0; row < table.rows(); row++) {
          appender.beginRow();
          for (int column = 0; column < table.schema().size(); column++) {
            append(appender, table, row, column);
          }
          appender.endRow();
        }
      }
      statement.execute(
          "copy written to %s (%s)"
              .formatted(TableSource.literal(file.toString()), format.copyOptions()));
      statement.execute("drop table written");
    }
  }

  private static void append(DuckDBAppender appender, Table table, int row, int column)
      throws SQLException {
    Column type = table.schema().columns().get(column);
    if (!type.type().numeric()) {
      @Nullable String text = table.texts(column)[row];
      if (text == null) {
        appender.appendNull();
      } else {
        appender.append(text);
      }
      return;
    }
    double cell = table.numbers(column)[row];
    if (Table.isNull(cell)) {
      appender.appendNull();
      return;
    }
    switch (type.type()) {
      case BOOLEAN -> appender.append(cell != 0);
      case INTEGER -> appender.append((long) cell);
      case DECIMAL -> appender.append(cell);
      case DATETIME -> appender.appendEpochMillis((long) cell);
      case STRING -> throw new IllegalStateException("a string is not numeric");
    }
  }

  private static String columns(Table table) {
    return table.schema().columns().stream()
        .map(c -> TableSource.identifier(c.name()) + " " + sqlType(c))
        .collect(Collectors.joining(", "));
  }

  private static String sqlType(Column column) {
    return switch (column.type()) {
      case BOOLEAN -> "BOOLEAN";
      case INTEGER -> "BIGINT";
      case DECIMAL -> "DOUBLE";
      case DATETIME -> "TIMESTAMP_MS";
      case STRING -> "VARCHAR";
    };
  }
}
