package dev.slipway.store.prediction;

import dev.slipway.wire.json.JsonBuffer;
import java.util.Arrays;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBDataChunkWriter;
import org.duckdb.DuckDBTableFunction;
import org.duckdb.DuckDBTableFunctionBindInfo;
import org.duckdb.DuckDBTableFunctionCallInfo;
import org.duckdb.DuckDBTableFunctionInitInfo;
import org.duckdb.DuckDBWritableVector;

/// Records as a table that DuckDB reads, a chunk of some two thousand rows at a time.
///
/// Texts are what costs: a column of them crosses into native memory in one call, and those that many records
/// share stay outside, as a number of their origin. Each score is a column of its own, and flags are joined by
/// [#SEPARATOR], since DuckDB takes no lists from Java. One thread reads it, once.
final class RecordTable implements DuckDBTableFunction<String, String, String> {
  static final String SEPARATOR = "\u001f";

  private static final String NO_STATE = "";

  private final OrderedRecords records;
  private final int scoreColumns;
  private final JsonBuffer json = new JsonBuffer();
  private byte[][] ids = {};
  private byte[][] inputs = {};

  /// @param scoreColumns the most scores that a record has
  RecordTable(OrderedRecords records, int scoreColumns) {
    this.records = records;
    this.scoreColumns = scoreColumns;
  }

  /// The name of the column with a score, counted from 0.
  static String scoreColumn(int i) {
    return "score" + i;
  }

  @Override
  public String bind(DuckDBTableFunctionBindInfo table) {
    table
        .addResultColumn("id", DuckDBColumnType.VARCHAR)
        .addResultColumn("inputs", DuckDBColumnType.VARCHAR)
        .addResultColumn("time", DuckDBColumnType.BIGINT)
        .addResultColumn("origin", DuckDBColumnType.INTEGER)
        .addResultColumn("nanos", DuckDBColumnType.BIGINT)
        .addResultColumn("flags", DuckDBColumnType.VARCHAR)
        .addResultColumn("error", DuckDBColumnType.VARCHAR)
        .addResultColumn("score_count", DuckDBColumnType.INTEGER);
    for (int i = 0; i < scoreColumns; i++) {
      table.addResultColumn(scoreColumn(i), DuckDBColumnType.DOUBLE);
    }
    return NO_STATE;
  }

  @Override
  public String init(DuckDBTableFunctionInitInfo reading) {
    reading.setMaxThreads(1);
    return NO_STATE;
  }

  @Override
  public long apply(DuckDBTableFunctionCallInfo call, DuckDBDataChunkWriter chunk) {
    int capacity = Math.toIntExact(chunk.capacity());
    if (ids.length != capacity) {
      ids = new byte[capacity][];
      inputs = new byte[capacity][];
    }
    DuckDBWritableVector[] columns = new DuckDBWritableVector[8 + scoreColumns];
    Arrays.setAll(columns, chunk::vector);
    EncodedRecord record = records.current();
    int row = 0;
    for (; row < capacity && records.advance(); row++) {
      ids[row] = record.id();
      json.clear();
      record.inputs(json);
      inputs[row] = json.toByteArray();
      columns[2].setLong(row, record.time());
      columns[3].setInt(row, records.origin());
      columns[4].setLong(row, record.nanos());
      setText(columns[5], row, record.flags(SEPARATOR));
      setText(columns[6], row, record.error());
      columns[7].setInt(row, record.scoreCount());
      for (int i = 0; i < record.scoreCount(); i++) {
        columns[8 + i].setDouble(row, record.score(i));
      }
    }
    if (row > 0) {
      columns[0].setStringUtf8Batch(0, row == capacity ? ids : Arrays.copyOf(ids, row));
      columns[1].setStringUtf8Batch(0, row == capacity ? inputs : Arrays.copyOf(inputs, row));
    }
    return row;
  }

  private static void setText(DuckDBWritableVector column, int row, String text) {
    if (text.isEmpty()) {
      column.setNull(row);
    } else {
      column.setString(row, text);
    }
  }
}
