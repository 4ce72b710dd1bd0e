package dev.slipway.store.prediction;

import dev.slipway.core.prediction.PredictionRecord;
import dev.slipway.core.registry.VersionId;
import dev.slipway.core.route.Environment;
import dev.slipway.core.route.Variant;
import dev.slipway.store.sqlite.Database;
import dev.slipway.store.table.DuckDb;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBPreparedStatement;
import org.jspecify.annotations.Nullable;

/// The selected records of a compacted segment, chunk by chunk; the file is in time order already.
final class ParquetScan implements Segment.Records {
  private final Connection connection;
  private final PreparedStatement statement;
  private final DuckDBChunkedResult result;
  private final Selection selection;
  private @Nullable DuckDBDataChunkReader chunk;
  private int row;

  private ParquetScan(
      Connection connection,
      PreparedStatement statement,
      DuckDBChunkedResult result,
      Selection selection) {
    this.connection = connection;
    this.statement = statement;
    this.result = result;
    this.selection = selection;
  }

  static ParquetScan open(Path file, Selection selection) throws IOException {
    try {
      Connection connection = DuckDb.open();
      PreparedStatement statement =
          connection.prepareStatement(
              """
              select id, epoch_ns(time), model, version, role, inputs,
                array_to_string(scores, ','), nanos, array_to_string(flags, chr(31)), error
              from read_parquet(%s)
              where endpoint = ? and environment = ?
                and time >= make_timestamp_ns(?) and time < make_timestamp_ns(?)
              """
                  .formatted(DuckDb.literal(file)));
      statement.setString(1, selection.endpoint());
      statement.setString(2, selection.environment().name());
      statement.setLong(3, Database.nanos(selection.from()));
      statement.setLong(4, Database.nanos(selection.to()));
      return new ParquetScan(
          connection,
          statement,
          statement.unwrap(DuckDBPreparedStatement.class).query(),
          selection);
    } catch (SQLException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public boolean hasNext() {
    DuckDBDataChunkReader current = chunk;
    while (current == null || row == current.rowCount()) {
      if (!result.nextChunk()) {
        return false;
      }
      current = result.chunk();
      chunk = current;
      row = 0;
    }
    return true;
  }

  @Override
  public PredictionRecord next() {
    if (!hasNext() || chunk == null) {
      throw new NoSuchElementException();
    }
    DuckDBDataChunkReader cells = chunk;
    int at = row++;
    Environment environment = selection.environment();
    return new PredictionRecord(
        cells.vector(0).getString(at),
        Database.instant(cells.vector(1).getLong(at)),
        selection.endpoint(),
        environment,
        new VersionId(cells.vector(2).getString(at), cells.vector(3).getInt(at)),
        Variant.Role.valueOf(cells.vector(4).getString(at)),
        InputsJson.read(cells.vector(5).getString(at)),
        scores(cells.vector(6).getString(at)),
        cells.vector(7).getLong(at),
        flags(cells.vector(8).getString(at)),
        Optional.ofNullable(cells.vector(9).getString(at)));
  }

  private static double[] scores(String joined) {
    if (joined.isEmpty()) {
      return new double[0];
    }
    String[] parts = joined.split(",");
    double[] scores = new double[parts.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] =
          switch (parts[i]) {
            case "nan", "-nan" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(parts[i]);
          };
    }
    return scores;
  }

  private static List<String> flags(String joined) {
    return joined.isEmpty() ? List.of() : List.of(joined.split(RecordTable.SEPARATOR));
  }

  @Override
  public void close() {
    try (connection;
        statement;
        result) {
      chunk = null;
    } catch (SQLException e) {
      throw new UncheckedIOException(new IOException(e.getMessage(), e));
    }
  }
}
