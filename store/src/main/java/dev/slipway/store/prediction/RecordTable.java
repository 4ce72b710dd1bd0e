package dev.slipway.store.prediction;

import dev.slipway.core.prediction.PredictionRecord;
import dev.slipway.store.sqlite.Database;
import dev.slipway.wire.json.JsonBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBDataChunkWriter;
import org.duckdb.DuckDBTableFunction;
import org.duckdb.DuckDBTableFunctionBindInfo;
import org.duckdb.DuckDBTableFunctionCallInfo;
import org.duckdb.DuckDBTableFunctionInitInfo;
import org.duckdb.DuckDBWritableVector;
import org.jspecify.annotations.Nullable;

/// The records of finished segments as a table that DuckDB reads, a chunk of some two thousand rows at a time.
///
/// A column of texts crosses into native memory in one call; appended cell by cell, a record costs twice as much.
/// What DuckDB takes from Java in no other way comes as text: scores as a JSON array, flags joined by
/// [#SEPARATOR]. One thread reads it, once.
final class RecordTable implements DuckDBTableFunction<String, String, String> {
  static final String SEPARATOR = "\u001f";

  private static final String NO_STATE = "";
  private static final List<String> TEXTS =
      List.of("id", "endpoint", "environment", "model", "role", "inputs", "scores");

  private final Iterator<FrameSegment> segments;
  private final JsonBuffer json = new JsonBuffer();
  private byte[][][] texts = new byte[TEXTS.size()][0][];
  private @Nullable Frames frames;
  private long written;

  RecordTable(List<FrameSegment> segments) {
    this.segments = segments.iterator();
  }

  @Override
  public String bind(DuckDBTableFunctionBindInfo table) {
    TEXTS.forEach(name -> table.addResultColumn(name, DuckDBColumnType.VARCHAR));
    table
        .addResultColumn("time", DuckDBColumnType.BIGINT)
        .addResultColumn("version", DuckDBColumnType.INTEGER)
        .addResultColumn("nanos", DuckDBColumnType.BIGINT)
        .addResultColumn("written", DuckDBColumnType.BIGINT)
        .addResultColumn("flags", DuckDBColumnType.VARCHAR)
        .addResultColumn("error", DuckDBColumnType.VARCHAR);
    return NO_STATE;
  }

  @Override
  public String init(DuckDBTableFunctionInitInfo reading) {
    reading.setMaxThreads(1);
    return NO_STATE;
  }

  @Override
  public long apply(DuckDBTableFunctionCallInfo call, DuckDBDataChunkWriter chunk)
      throws IOException {
    int capacity = Math.toIntExact(chunk.capacity());
    if (texts[0].length != capacity) {
      texts = new byte[TEXTS.size()][capacity][];
    }
    int column = TEXTS.size();
    DuckDBWritableVector time = chunk.vector(column++);
    DuckDBWritableVector version = chunk.vector(column++);
    DuckDBWritableVector nanos = chunk.vector(column++);
    DuckDBWritableVector order = chunk.vector(column++);
    DuckDBWritableVector flags = chunk.vector(column++);
    DuckDBWritableVector error = chunk.vector(column);
    int row = 0;
    for (PredictionRecord record = next(); record != null; record = next()) {
      texts(record, row);
      time.setLong(row, Database.nanos(record.at()));
      version.setInt(row, record.version().number());
      nanos.setLong(row, record.nanos());
      order.setLong(row, written++);
      setText(flags, row, String.join(SEPARATOR, record.flags()));
      setText(error, row, record.error().orElse(""));
      if (++row == capacity) {
        break;
      }
    }
    for (int c = 0; row > 0 && c < texts.length; c++) {
      chunk
          .vector(c)
          .setStringUtf8Batch(0, row == capacity ? texts[c] : Arrays.copyOf(texts[c], row));
    }
    return row;
  }

  /// In the order of [#TEXTS].
  private void texts(PredictionRecord record, int row) {
    texts[0][row] = utf8(record.id());
    texts[1][row] = utf8(record.endpoint());
    texts[2][row] = utf8(record.environment().name());
    texts[3][row] = utf8(record.version().model());
    texts[4][row] = utf8(record.role().name());
    json.clear();
    InputsJson.write(json, record.inputs());
    texts[5][row] = json.toByteArray();
    json.clear();
    scores(record.scores());
    texts[6][row] = json.toByteArray();
  }

  private void scores(double[] scores) {
    json.raw('[');
    for (int i = 0; i < scores.length; i++) {
      if (i > 0) {
        json.raw(',');
      }
      if (Double.isFinite(scores[i])) {
        json.number(scores[i]);
      } else {
        json.raw(Double.toString(scores[i]));
      }
    }
    json.raw(']');
  }

  private @Nullable PredictionRecord next() throws IOException {
    while (true) {
      ByteBuffer frame = frames == null ? null : frames.next();
      if (frame != null) {
        return RecordCodec.decode(frame);
      }
      if (!segments.hasNext()) {
        return null;
      }
      frames = segments.next().frames();
    }
  }

  private static void setText(DuckDBWritableVector vector, int row, String text) {
    if (text.isEmpty()) {
      vector.setNull(row);
    } else {
      vector.setString(row, text);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
