package dev.slipway.core.table;

import java.nio.file.Path;

/// Reads and writes tables as files (port). The format follows from the file's ending: `.parquet`,
/// `.csv`, `.json` or `.jsonl`.
public interface TableFiles {
  Table read(Path file);

  /// The first `limit` rows only.
  Table read(Path file, int limit);

  /// Writes to a temporary file beside the target and moves it there, so that a reader never sees half
  /// a file. The same table gives the same bytes.
  void write(Table table, Path file);
}
