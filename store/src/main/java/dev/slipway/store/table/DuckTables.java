package dev.slipway.store.table;

import dev.slipway.core.table.Schema;
import dev.slipway.core.table.Table;
import dev.slipway.core.table.TableFiles;
import dev.slipway.store.disk.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/// Tables as CSV, Parquet and JSON files, read and written by DuckDB. A folder is read as one table: all its
/// files, of one format and the same columns, in name order.
///
/// Integers of every width become `INTEGER`, floats and decimals `DECIMAL`, dates and timestamps `DATETIME`
/// (times without a zone are taken as UTC), everything else that is a single value `STRING`.
///
/// Thread-safe: each call opens a database of its own. Making one costs nothing; the first call loads the
/// native library.
public final class DuckTables implements TableFiles {
  @Override
  public Table read(Path file) {
    return read(file, Integer.MAX_VALUE);
  }

  @Override
  public Table read(Path file, int limit) {
    TableSource source = TableSource.of(file);
    Table table = reading(source, limit, TableReader::read);
    if (table.rows() == 0 && limit > 0 && source.format() != FileFormat.PARQUET) {
      throw TableSource.invalid("'%s' has no rows".formatted(source.name()));
    }
    return table;
  }

  @Override
  public void write(Table table, Path file) {
    FileFormat format = FileFormat.of(file);
    replace(
        file,
        temporary -> {
          try (Connection connection = DuckDb.open()) {
            new TableWriter(connection).write(table, temporary, format);
          } catch (SQLException e) {
            throw DuckFailure.writing(e);
          }
        });
  }

  /// Writes what a query selects. Its tables are the inputs, by name.
  ///
  /// @param query one `SELECT` in DuckDB's SQL, without a semicolon
  public void sql(String query, Map<String, Path> inputs, Path output) {
    FileFormat format = FileFormat.of(output);
    Map<String, TableSource> sources = new LinkedHashMap<>();
    inputs.forEach((name, path) -> sources.put(name, TableSource.of(path)));
    replace(
        output,
        temporary -> {
          try (Connection connection = DuckDb.open();
              Statement statement = connection.createStatement()) {
            for (Map.Entry<String, TableSource> input : sources.entrySet()) {
              TableReader.attach(connection, input.getValue(), input.getKey(), Long.MAX_VALUE);
            }
            statement.execute(
                "copy (%s\n) to %s (%s)"
                    .formatted(
                        query.strip().replaceFirst(";$", ""),
                        TableSource.literal(temporary.toString()),
                        format.copyOptions()));
          } catch (SQLException e) {
            throw DuckFailure.query(e);
          }
        });
  }

  /// How many rows a file or folder has and of which shape, without keeping them.
  Shape shape(Path path) {
    return reading(
        TableSource.of(path),
        Long.MAX_VALUE,
        reader -> new Shape(reader.countRows(), reader.schema()));
  }

  record Shape(long rows, Schema schema) {}

  private interface Reading<T> {
    T read(TableReader reader) throws SQLException;
  }

  private interface Writing {
    void write(Path temporary);
  }

  private <T> T reading(TableSource source, long limit, Reading<T> reading) {
    try (Connection connection = DuckDb.open()) {
      try {
        SourceColumns.requireSameNames(connection, source);
        TableReader reader = TableReader.attach(connection, source, "input", limit);
        SourceColumns.requireSameTypes(connection, source, reader);
        return reading.read(reader);
      } catch (SQLException e) {
        throw DuckFailure.reading(source, SourceColumns.locate(connection, source, e));
      }
    } catch (SQLException e) {
      throw DuckFailure.reading(source, e);
    }
  }

  private static void replace(Path file, Writing writing) {
    Path temporary = Disk.temporary(file);
    try {
      Files.createDirectories(Disk.parent(file));
      try {
        writing.write(temporary);
        Disk.moveIntoPlace(temporary, file);
      } finally {
        Disk.remove(temporary);
      }
    } catch (IOException e) {
      throw Disk.failure("'%s' could not be written".formatted(file.getFileName()), e);
    }
  }
}
