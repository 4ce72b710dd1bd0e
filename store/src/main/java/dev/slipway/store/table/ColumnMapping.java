package dev.slipway.store.table;

import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.table.Column;
import dev.slipway.core.table.ColumnType;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// How a column of DuckDB's becomes a [Column]: its type, and the expression that is selected for it:
/// a `BOOLEAN`, `BIGINT` or `DOUBLE` for a numeric column (a time as `BIGINT`), a `VARCHAR` for text.
///
/// @param json whether DuckDB found no common type, or only nulls, in a JSON file
record ColumnMapping(Column column, String expression, boolean json) {
  /// The columns of a table, view or table function.
  static List<ColumnMapping> describe(Connection connection, String relation, String source)
      throws SQLException {
    List<ColumnMapping> mappings = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet columns = statement.executeQuery("describe select * from " + relation)) {
      while (columns.next()) {
        mappings.add(of(columns.getString(1), columns.getString(2), source));
      }
    }
    return mappings;
  }

  /// @param type as DuckDB's `DESCRIBE` names it
  /// @param source named in the error for a type that no table holds
  private static ColumnMapping of(String name, String type, String source) {
    String quoted = TableSource.identifier(name);
    String upper = type.toUpperCase(Locale.ROOT);
    String base = upper.startsWith("DECIMAL") ? "DECIMAL" : upper;
    if (upper.endsWith("]") || upper.startsWith("STRUCT") || upper.startsWith("MAP")) {
      throw unsupported(name, type, source);
    }
    if (upper.startsWith("ENUM")) {
      return mapped(name, ColumnType.STRING, quoted + "::VARCHAR");
    }
    return switch (base) {
      case "BOOLEAN" -> mapped(name, ColumnType.BOOLEAN, quoted);
      case "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER" ->
          mapped(name, ColumnType.INTEGER, quoted + "::BIGINT");
      case "UBIGINT", "HUGEINT", "UHUGEINT" ->
          mapped(name, ColumnType.INTEGER, quoted + "::DOUBLE");
      case "FLOAT", "DOUBLE", "DECIMAL" -> mapped(name, ColumnType.DECIMAL, quoted + "::DOUBLE");
      case "DATE", "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS" ->
          mapped(name, ColumnType.DATETIME, "epoch_ms(%s::TIMESTAMP)".formatted(quoted));
      case "TIMESTAMP WITH TIME ZONE" ->
          mapped(name, ColumnType.DATETIME, "epoch_ms(%s)".formatted(quoted));
      case "VARCHAR", "UUID", "TIME", "TIME_NS", "TIME WITH TIME ZONE" ->
          mapped(name, ColumnType.STRING, quoted + "::VARCHAR");
      case "JSON" ->
          new ColumnMapping(new Column(name, ColumnType.STRING), quoted + "::VARCHAR", true);
      default -> throw unsupported(name, type, source);
    };
  }

  private static ColumnMapping mapped(String name, ColumnType type, String expression) {
    return new ColumnMapping(new Column(name, type), expression, false);
  }

  private static SlipwayException unsupported(String name, String type, String source) {
    return TableSource.invalid(
        "column '%s' of '%s' is a %s, which no table holds: flatten it first, for example with 'slipway sql'"
            .formatted(name, source, type));
  }
}
