package dev.slipway.store.prediction;

import dev.slipway.store.prediction.EncodedRecord.Origin;
import dev.slipway.store.table.DuckDb;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBTableFunctionBuilder;

/// The columns of a compacted segment, and the way of records into it.
final class ParquetRecords {
  private ParquetRecords() {}

  /// On the calling thread alone, so that compacting takes no more from those who predict than that thread gets.
  static void write(List<FrameSegment> segments, Path file) throws IOException {
    try (OrderedRecords records = OrderedRecords.read(segments);
        Connection connection = DuckDb.open();
        DuckDBTableFunctionBuilder table = DuckDBFunctions.tableFunction();
        Statement statement = connection.createStatement()) {
      int most = Arrays.stream(records.scoreCounts()).max().orElse(0);
      table.withName("records").withFunction(new RecordTable(records, most)).register(connection);
      statement.execute("SET threads=1");
      statement.execute(
          """
          copy (
            select id, make_timestamp_ns(time) as time, %s as endpoint, %s as environment, %s as model,
              %s as version, %s as role, inputs, %s as scores, nanos,
              case when flags is null then []::varchar[] else string_split(flags, chr(31)) end as flags, error
            from records())
          to %s (format parquet, compression zstd, compression_level 1)
          """
              .formatted(
                  ofOrigin(records, origin -> DuckDb.literal(origin.endpoint())),
                  ofOrigin(records, origin -> DuckDb.literal(origin.environment().name())),
                  ofOrigin(records, origin -> DuckDb.literal(origin.version().model())),
                  ofOrigin(records, origin -> String.valueOf(origin.version().number())),
                  ofOrigin(records, origin -> DuckDb.literal(origin.role().name())),
                  scores(records.scoreCounts()),
                  DuckDb.literal(file)));
    } catch (SQLException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static String ofOrigin(OrderedRecords records, Function<Origin, String> value) {
    return records.origins().stream()
        .map(value)
        .collect(Collectors.joining(", ", "([", "])[origin + 1]"));
  }

  /// The list of as many scores as a record has.
  private static String scores(int[] counts) {
    return Arrays.stream(counts)
        .mapToObj(count ->
            IntStream.range(0, count)
                .mapToObj(RecordTable::scoreColumn)
                .collect(
                    Collectors.joining(", ", "when %d then [".formatted(count), "]::double[]")))
        .collect(Collectors.joining(" ", "case score_count ", " end"));
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
