package dev.slipway.wire.mlflowscoring;

import dev.slipway.core.input.InputFaults;
import dev.slipway.core.model.Rows;
import dev.slipway.wire.json.JsonInput;
import dev.slipway.wire.predict.CsvLines;
import dev.slipway.wire.predict.RowList;
import dev.slipway.wire.predict.RowReader;
import dev.slipway.wire.predict.TableHeader;
import java.util.ArrayList;
import java.util.List;

/// Requests that are a line a row: comma-separated values, as pandas and SageMaker write them, or one JSON
/// value a line. One faulty cell refuses the whole request.
public final class ScoringTable {
  private ScoringTable() {}

  /// Reads comma-separated values. The first line is a header where it names an input of the model; without
  /// one the columns come in the order of the signature. A first column without a name, which is how pandas
  /// writes its index, is passed over.
  public static int csv(
      byte[] body, int length, RowReader reader, Rows rows, InputFaults faults, int maxRows) {
    CsvLines lines = new CsvLines(body, length);
    List<String> line = lines.next();
    boolean named = line.stream().anyMatch(reader.names()::contains);
    boolean indexed = named && line.getFirst().isEmpty();
    TableHeader header =
        named ? new TableHeader(indexed ? rest(line) : line, reader) : reader.unnamed();
    if (named) {
      line = lines.next();
    }
    int count = 0;
    while (!line.isEmpty()) {
      RowList.requireRoom(count, maxRows);
      header.read(indexed ? rest(line) : line, rows, count++, faults);
      line = lines.next();
    }
    return counted(count, rows, faults);
  }

  /// Reads a row in each line, as an object of named features or a list of them.
  public static int jsonLines(
      byte[] body, int length, RowReader reader, Rows rows, InputFaults faults, int maxRows) {
    int count = 0;
    int from = 0;
    for (int i = 0; i <= length; i++) {
      if (i < length && body[i] != '\n') {
        continue;
      }
      if (!blank(body, from, i)) {
        RowList.requireRoom(count, maxRows);
        int row = count++;
        JsonInput.read(
            body,
            from,
            i - from,
            in -> {
              RowList.row(in, reader, rows, row, faults);
              return 1;
            });
      }
      from = i + 1;
    }
    return counted(count, rows, faults);
  }

  private static int counted(int count, Rows rows, InputFaults faults) {
    if (count == 0) {
      throw JsonInput.malformed("the request has no rows; send at least one");
    }
    if (!faults.isEmpty()) {
      rows.clear();
    }
    return count;
  }

  private static List<String> rest(List<String> line) {
    return new ArrayList<>(line.subList(1, line.size()));
  }

  private static boolean blank(byte[] body, int from, int to) {
    for (int i = from; i < to; i++) {
      if (body[i] != ' ' && body[i] != '\r' && body[i] != '\t') {
        return false;
      }
    }
    return true;
  }
}
