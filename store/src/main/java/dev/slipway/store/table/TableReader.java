package dev.slipway.store.table;

import dev.slipway.core.table.Column;
import dev.slipway.core.table.Schema;
import dev.slipway.core.table.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBPreparedStatement;

/// Selects from a [TableSource] and fills the columns of a [Table] chunk by chunk. JDBC's row by row access
/// was measured to take two to four times as long.
///
/// A text format is first loaded into DuckDB, so that its types are found and its text is parsed once.
final class TableReader {
  private final Connection connection;
  private final TableSource source;
  private final String relation;

  private TableReader(Connection connection, TableSource source, String relation) {
    this.connection = connection;
    this.source = source;
    this.relation = relation;
  }

  /// Makes the first `limit` rows of the source selectable under a name.
  static TableReader attach(Connection connection, TableSource source, String name, long limit)
      throws SQLException {
    String relation = TableSource.identifier(name);
    String kind = source.format() == FileFormat.PARQUET ? "view" : "temp table";
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "create %s %s as select * from %s limit %d"
              .formatted(kind, relation, source.relation(), limit));
    }
    return new TableReader(connection, source, relation);
  }

  Schema schema() throws SQLException {
    return schema(mappings());
  }

  long countRows() throws SQLException {
    return queryLong("select count(*) from " + relation);
  }

  Table read() throws SQLException {
    List<ColumnMapping> mappings = mappings();
    Schema schema = schema(mappings);
    List<ColumnBuffer> buffers =
        schema.columns().stream().map(c -> ColumnBuffer.of(c.type())).toList();
    String query =
        "select %s from %s"
            .formatted(
                mappings.stream().map(ColumnMapping::expression).collect(Collectors.joining(", ")),
                relation);
    int rows = 0;
    try (PreparedStatement statement = connection.prepareStatement(query);
        DuckDBChunkedResult result = statement.unwrap(DuckDBPreparedStatement.class).query()) {
      while (result.nextChunk()) {
        DuckDBDataChunkReader chunk = result.chunk();
        int size = (int) chunk.rowCount();
        for (int c = 0; c < buffers.size(); c++) {
          buffers.get(c).append(chunk.vector(c), size);
        }
        rows += size;
      }
    }
    return new Table(schema, rows, buffers.stream().map(ColumnBuffer::cells).toList());
  }

  private static Schema schema(List<ColumnMapping> mappings) {
    return new Schema(mappings.stream().map(ColumnMapping::column).toList());
  }

  private List<ColumnMapping> mappings() throws SQLException {
    List<ColumnMapping> mappings = ColumnMapping.describe(connection, relation, source.name());
    for (ColumnMapping mapping : mappings) {
      if (mapping.json() && source.format() != FileFormat.PARQUET) {
        requireAllNull(mapping.column());
      }
    }
    return mappings;
  }

  /// Of cells that have no common type DuckDB makes JSON, and likewise of cells that are all null.
  private void requireAllNull(Column column) throws SQLException {
    String name = TableSource.identifier(column.name());
    long values = queryLong("select count(%s) from %s".formatted(name, relation));
    if (values > 0) {
      throw TableSource.invalid(
          "column '%s' of '%s' mixes types: make its values all numbers, all texts or all times"
              .formatted(column.name(), source.name()));
    }
  }

  private long queryLong(String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      result.next();
      return result.getLong(1);
    }
  }
}
