package dev.slipway.store.prediction;

import dev.slipway.store.table.DuckDb;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.LongStream;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBTableFunctionBuilder;

/// The columns of a compacted segment, and the way of records into it.
final class ParquetRecords {
  private ParquetRecords() {}

  static void write(List<FrameSegment> segments, Path file) throws IOException {
    try (Connection connection = DuckDb.open();
        DuckDBTableFunctionBuilder table = DuckDBFunctions.tableFunction();
        Statement statement = connection.createStatement()) {
      table.withName("records").withFunction(new RecordTable(segments)).register(connection);
      statement.execute(
          """
          copy (
            select id, make_timestamp_ns(time) as time, endpoint, environment, model, version, role, inputs,
              cast(scores as double[]) as scores, nanos,
              case when flags is null then []::varchar[] else string_split(flags, chr(31)) end as flags, error
            from records() order by time, written)
          to %s (format parquet, compression zstd)
          """
              .formatted(DuckDb.literal(file)));
    } catch (SQLException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /// The hashes of the ids in a file, sorted.
  static long[] ids(Path file) throws IOException {
    try (Connection connection = DuckDb.open();
        PreparedStatement statement =
            connection.prepareStatement(
                "select id from read_parquet(%s)".formatted(DuckDb.literal(file)));
        ResultSet rows = statement.executeQuery()) {
      LongStream.Builder hashes = LongStream.builder();
      while (rows.next()) {
        hashes.add(IdHash.of(rows.getString(1)));
      }
      return hashes.build().sorted().toArray();
    } catch (SQLException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
