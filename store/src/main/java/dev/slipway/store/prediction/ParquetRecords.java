package dev.slipway.store.prediction;

import dev.slipway.core.prediction.PredictionRecord;
import dev.slipway.store.sqlite.Database;
import dev.slipway.store.table.DuckDb;
import dev.slipway.wire.json.JsonBuffer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.LongStream;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/// The columns of a compacted segment, and the way of records into it.
final class ParquetRecords {
  private final Connection connection;
  private final DuckDBAppender appender;
  private final JsonBuffer json = new JsonBuffer();
  private long order;

  ParquetRecords(Connection connection) throws SQLException {
    this.connection = connection;
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          """
          create table predictions (
            id varchar, time timestamp_ns, endpoint varchar, environment varchar, model varchar,
            version integer, role varchar, inputs varchar, scores double[], nanos bigint,
            flags varchar[], error varchar, written bigint)
          """);
    }
    appender = connection.unwrap(DuckDBConnection.class).createAppender("predictions");
  }

  void add(PredictionRecord record) throws SQLException {
    appender.beginRow();
    appender.append(record.id());
    appender.appendEpochNanos(Database.nanos(record.at()));
    appender.append(record.endpoint());
    appender.append(record.environment().name());
    appender.append(record.version().model());
    appender.append(record.version().number());
    appender.append(record.role().name());
    json.clear();
    appender.append(InputsJson.write(json, record.inputs()));
    appender.append(record.scores());
    appender.append(record.nanos());
    appender.append(record.flags());
    if (record.error().isPresent()) {
      appender.append(record.error().get());
    } else {
      appender.appendNull();
    }
    appender.append(order++);
    appender.endRow();
  }

  void write(Path file) throws SQLException {
    appender.close();
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "copy (select * exclude (written) from predictions order by time, written) to %s (format parquet, compression zstd)"
              .formatted(DuckDb.literal(file)));
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
