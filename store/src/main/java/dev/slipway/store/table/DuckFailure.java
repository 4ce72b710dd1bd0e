package dev.slipway.store.table;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.store.disk.Disk;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Turns what DuckDB says into an error for the person who has the file: the line, the column, the value.
final class DuckFailure {
  private static final Pattern CSV_LINE = Pattern.compile("CSV Error on Line: (\\d+)");
  private static final Pattern CSV_FILE = Pattern.compile("(?m)^ *file = (.+)$");
  private static final Pattern JSON_LINE = Pattern.compile("in (?:line|record/value) (\\d+)");
  private static final Pattern CONVERSION =
      Pattern.compile(
          "Error when converting column \"(.*?)\"\\. (?:column\\d+ .*?\\n)?Could not convert string \"(.*?)\" to '?\"?([A-Z_ ]+)",
          Pattern.DOTALL);
  private static final Pattern COLUMN_COUNT =
      Pattern.compile("Expected Number of Columns: (\\d+) Found: (\\d+)");

  private DuckFailure() {}

  static SlipwayException reading(TableSource source, SQLException e) {
    String message = String.valueOf(e.getMessage());
    Matcher csvFile = CSV_FILE.matcher(message);
    String place = "'%s'".formatted(csvFile.find() ? csvFile.group(1) : source.name());
    Matcher csvLine = CSV_LINE.matcher(message);
    Matcher jsonLine = JSON_LINE.matcher(message);
    if (csvLine.find()) {
      place += " line " + csvLine.group(1);
    } else if (jsonLine.find()) {
      place += " line " + jsonLine.group(1);
    }
    return new SlipwayException(
        ErrorCode.INVALID_DATA,
        "%s cannot be read: %s".formatted(place, reason(source, message)),
        e);
  }

  private static String reason(TableSource source, String message) {
    Matcher conversion = CONVERSION.matcher(message);
    if (conversion.find()) {
      return "column '%s' mixes types: '%s' is no %s like the rows before it"
          .formatted(conversion.group(1), conversion.group(2), conversion.group(3).strip());
    }
    Matcher columns = COLUMN_COUNT.matcher(message);
    if (columns.find()) {
      return "%s cells where the heading has %s; quote cells that contain the delimiter"
          .formatted(columns.group(2), columns.group(1));
    }
    if (message.contains("unterminated quote") || message.contains("Value with unterminated")) {
      return "a quote is opened and never closed; double the quotes inside a quoted cell";
    }
    if (message.contains("unicode") || message.contains("not utf-8") || message.contains("UTF-8")) {
      return "it is not UTF-8; convert it, for example with 'iconv -f LATIN1 -t UTF-8'";
    }
    if (source.format() == FileFormat.PARQUET) {
      return "it is no whole Parquet file (%s); write it again".formatted(firstLine(message));
    }
    return firstLine(message);
  }

  /// For a query that the user wrote: DuckDB's own words.
  static SlipwayException query(SQLException e) {
    String message = String.valueOf(e.getMessage());
    if (message.contains("No space left") || message.contains("max_temp_directory_size")) {
      return Disk.failure("the query could not finish", message, e);
    }
    if (message.startsWith("Out of Memory")) {
      return new SlipwayException(
          ErrorCode.ENVIRONMENT,
          "the query needs more memory than it may take: select fewer columns or rows first",
          e);
    }
    return new SlipwayException(
        ErrorCode.INVALID_ARGUMENT, "the query failed: " + message.strip(), e);
  }

  static SlipwayException writing(SQLException e) {
    return Disk.failure("the table could not be written", String.valueOf(e.getMessage()), e);
  }

  private static String firstLine(String message) {
    String line = message.lines().findFirst().orElse("").strip();
    return line.replaceFirst("^[A-Za-z ]*Error: ", "");
  }
}
