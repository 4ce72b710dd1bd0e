package dev.slipway.store.table;

import dev.slipway.core.table.Column;
import dev.slipway.core.table.Schema;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// What the columns of a [TableSource] must satisfy: every file of a folder has the same, and a CSV column
/// that starts as numbers or times does not turn into text.
final class SourceColumns {
  private static final int SAMPLE_ROWS = 20_480;

  private SourceColumns() {}

  static void requireSameNames(Connection connection, TableSource source) throws SQLException {
    List<String> first = List.of();
    for (TableSource file : source.files().size() > 1 ? source.each() : List.<TableSource>of()) {
      List<String> names =
          ColumnMapping.describe(connection, file.relation(SAMPLE_ROWS), file.name()).stream()
              .map(m -> m.column().name())
              .toList();
      if (!first.isEmpty() && !first.equals(names)) {
        throw TableSource.invalid(
            "'%s' has the columns %s, but the files before it have %s: files of one folder need the same columns"
                .formatted(file.name(), names, first));
      }
      first = names;
    }
  }

  /// Throws DuckDB's error for the first cell that is text in a column that starts as something else.
  static void requireSameTypes(Connection connection, TableSource source, TableReader reader)
      throws SQLException {
    if (source.format() != FileFormat.CSV || reader.countRows() <= SAMPLE_ROWS) {
      return;
    }
    String sample = source.relation(SAMPLE_ROWS);
    Schema found = reader.schema();
    for (ColumnMapping mapping : ColumnMapping.describe(connection, sample, source.name())) {
      Column expected = mapping.column();
      boolean nowText = found.column(expected.name()).filter(c -> !c.type().numeric()).isPresent();
      if (expected.type().numeric() && nowText) {
        try (Statement statement = connection.createStatement()) {
          statement.execute(
              "select count(%s) from %s"
                  .formatted(TableSource.identifier(expected.name()), sample));
        }
      }
    }
  }

  /// Of an error that names no line, because not even the types could be found, the one that does.
  static SQLException locate(Connection connection, TableSource source, SQLException e) {
    if (source.format() != FileFormat.CSV || !String.valueOf(e.getMessage()).contains("sniff")) {
      return e;
    }
    for (TableSource file : source.each()) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("select count(*) from " + file.untypedRelation());
      } catch (SQLException located) {
        return located;
      }
    }
    return e;
  }
}
