package dev.slipway.store.table;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The first line of a CSV file: the delimiter it uses and how many columns it names.
record CsvHeading(char delimiter, int columns) {
  private static final List<Character> DELIMITERS = List.of(',', ';', '\t', '|');

  static CsvHeading of(Path csv) {
    try (BufferedReader reader = Files.newBufferedReader(csv, StandardCharsets.ISO_8859_1)) {
      return of(String.valueOf(reader.readLine()));
    } catch (IOException e) {
      throw TableSource.unreadable(csv, e);
    }
  }

  static CsvHeading of(String line) {
    char best = ',';
    int most = 0;
    for (char delimiter : DELIMITERS) {
      int count = outsideQuotes(line, delimiter);
      if (count > most) {
        best = delimiter;
        most = count;
      }
    }
    return new CsvHeading(best, most + 1);
  }

  private static int outsideQuotes(String line, char wanted) {
    int count = 0;
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == wanted && !quoted) {
        count++;
      }
    }
    return count;
  }
}
