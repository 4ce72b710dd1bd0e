package dev.slipway.store.table;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The file, or the files of one format in a folder, that make one table.
///
/// A CSV file is read strictly: its first line is the heading, the delimiter is the one of comma, semicolon,
/// tab and bar that the heading has most of, an empty cell is null and `""` is the empty text. Nothing else
/// is guessed, so that a malformed line is an error and not another dialect.
record TableSource(List<Path> files, FileFormat format) {
  TableSource {
    files = List.copyOf(files);
  }

  static TableSource of(Path path) {
    if (!Files.exists(path)) {
      throw invalid("no file '%s': check the path, or fetch the data first".formatted(path));
    }
    List<Path> files = Files.isDirectory(path) ? filesIn(path) : List.of(path);
    FileFormat format = FileFormat.of(files.getFirst());
    for (Path file : files) {
      if (FileFormat.of(file) != format) {
        throw invalid(
            "'%s' mixes file formats: '%s' lies beside '%s'; keep files of one format in a folder"
                .formatted(path, file.getFileName(), files.getFirst().getFileName()));
      }
      if (size(file) == 0) {
        throw invalid("'%s' is empty: it has no bytes at all".formatted(file));
      }
    }
    return new TableSource(files, format);
  }

  /// The table as something to select from in DuckDB's SQL. The types of a text format are found from all
  /// rows: of a sample, DuckDB would round the first decimal that comes after it to an integer.
  String relation() {
    return relation(-1);
  }

  /// @param sample how many rows decide the types of a text format, -1 for all
  String relation(int sample) {
    return switch (format) {
      case PARQUET -> "read_parquet(%s)".formatted(list());
      case CSV ->
          "read_csv(%s, %s, union_by_name=%b, sample_size=%d)"
              .formatted(list(), csvOptions(), files.size() > 1, sample);
      case JSON ->
          "read_json(%s, format='auto', union_by_name=true, sample_size=%d)"
              .formatted(list(), sample);
      case JSON_LINES ->
          "read_json(%s, format='newline_delimited', union_by_name=true, sample_size=%d)"
              .formatted(list(), sample);
    };
  }

  /// A CSV file as columns of text whose names do not matter: reading it fails at a malformed line, and
  /// only there.
  String untypedRelation() {
    String columns =
        IntStream.range(0, CsvHeading.of(files.getFirst()).columns())
            .mapToObj("'c%d': 'VARCHAR'"::formatted)
            .collect(Collectors.joining(", "));
    return "read_csv(%s, %s, auto_detect=false, columns={%s})"
        .formatted(list(), csvOptions(), columns);
  }

  /// Each file on its own.
  List<TableSource> each() {
    return files.stream().map(f -> new TableSource(List.of(f), format)).toList();
  }

  /// As errors name it.
  String name() {
    return files.size() == 1
        ? files.getFirst().toString()
        : String.valueOf(files.getFirst().getParent());
  }

  static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  static String identifier(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }

  static SlipwayException invalid(String message) {
    return new SlipwayException(ErrorCode.INVALID_DATA, message);
  }

  private static List<Path> filesIn(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> files =
          all.filter(Files::isRegularFile)
              .filter(f -> !f.getFileName().toString().startsWith("."))
              .filter(f -> FileFormat.find(f).isPresent())
              .sorted()
              .toList();
      if (files.isEmpty()) {
        throw invalid(
            "the folder '%s' holds no table: put .parquet, .csv, .json or .jsonl files into it"
                .formatted(folder));
      }
      return files;
    } catch (IOException | UncheckedIOException e) {
      throw unreadable(folder, e);
    }
  }

  private String list() {
    return files.stream()
        .map(f -> literal(f.toString()))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private String csvOptions() {
    return "header=true, skip=0, delim=%s, quote='\"', escape='\"', comment='', nullstr='', allow_quoted_nulls=false"
        .formatted(literal(String.valueOf(CsvHeading.of(files.getFirst()).delimiter())));
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  static SlipwayException unreadable(Path path, Exception cause) {
    return new SlipwayException(
        ErrorCode.INVALID_DATA,
        "'%s' cannot be read: check that it is there and that you may read it".formatted(path),
        cause);
  }
}
