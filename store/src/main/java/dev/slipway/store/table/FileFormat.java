package dev.slipway.store.table;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// How a table is laid out in a file; the file's ending tells.
enum FileFormat {
  PARQUET(".parquet", "FORMAT parquet, COMPRESSION zstd"),
  CSV(".csv", "FORMAT csv, HEADER true, TIMESTAMPFORMAT '%Y-%m-%dT%H:%M:%S.%gZ'"),
  JSON(".json", "FORMAT json, ARRAY true, TIMESTAMPFORMAT '%Y-%m-%dT%H:%M:%S.%gZ'"),
  JSON_LINES(".jsonl", "FORMAT json, TIMESTAMPFORMAT '%Y-%m-%dT%H:%M:%S.%gZ'");

  private final String ending;
  private final String copyOptions;

  FileFormat(String ending, String copyOptions) {
    this.ending = ending;
    this.copyOptions = copyOptions;
  }

  static Optional<FileFormat> find(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    for (FileFormat format : values()) {
      if (name.endsWith(format.ending)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  static FileFormat of(Path file) {
    return find(file)
        .orElseThrow(() ->
            new SlipwayException(
                ErrorCode.INVALID_DATA,
                "'%s' is no table: name it .parquet, .csv, .json or .jsonl".formatted(file)));
  }

  /// The options of DuckDB's `COPY ... TO`.
  String copyOptions() {
    return copyOptions;
  }
}
