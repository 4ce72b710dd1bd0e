package dev.slipway.wire.predict;

import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.input.InputFaults;
import dev.slipway.core.input.Rule;
import dev.slipway.core.model.Rows;
import dev.slipway.wire.json.JsonInput;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// The columns of a table whose header stands apart from its rows, matched once with the inputs of a
/// signature.
public final class TableHeader {
  private static final int UNKNOWN = -1;
  private static final int DUPLICATE = -2;

  private final RowReader reader;
  private final List<String> names;
  private final int[] columns;
  private final boolean[] there;

  public TableHeader(List<String> names, RowReader reader) {
    this.reader = reader;
    this.names = List.copyOf(names);
    this.columns = new int[names.size()];
    this.there = new boolean[reader.names().size()];
    for (int i = 0; i < columns.length; i++) {
      int column = reader.names().indexOf(names.get(i));
      columns[i] = column >= 0 && there[column] ? DUPLICATE : column;
      if (column >= 0) {
        there[column] = true;
      }
    }
  }

  public List<String> names() {
    return names;
  }

  /// Reads the list that the parser stands on into a new row.
  public void read(JsonParser in, Rows rows, int row, InputFaults faults) {
    int slot = rows.add();
    int cell = 0;
    while (in.nextToken() != JsonToken.END_ARRAY) {
      if (cell == columns.length) {
        in.skipChildren();
        throw wrongWidth(row, cell + 1 + rest(in));
      }
      int column = columns[cell++];
      if (column >= 0) {
        reader.cells().read(in, column, rows, slot, row, faults);
      } else {
        in.skipChildren();
      }
    }
    if (cell < columns.length) {
      throw wrongWidth(row, cell);
    }
    complete(row, faults);
  }

  /// Reads cells that are text into a new row.
  public void read(List<String> cells, Rows rows, int row, InputFaults faults) {
    if (cells.size() != columns.length) {
      throw wrongWidth(row, cells.size());
    }
    int slot = rows.add();
    for (int i = 0; i < columns.length; i++) {
      if (columns[i] >= 0) {
        reader.cells().written(cells.get(i), columns[i], rows, slot, row, faults);
      }
    }
    complete(row, faults);
  }

  private void complete(int row, InputFaults faults) {
    for (int i = 0; i < columns.length; i++) {
      if (columns[i] == UNKNOWN) {
        reader.unknown(names.get(i), "", row, faults);
      } else if (columns[i] == DUPLICATE) {
        faults.add(row, names.get(i), Rule.DUPLICATE, "", "is there twice; send it once");
      }
    }
    for (int c = 0; c < there.length; c++) {
      if (!there[c]) {
        reader.absent(c, row, faults);
      }
    }
  }

  private static int rest(JsonParser in) {
    int rest = 0;
    while (in.nextToken() != JsonToken.END_ARRAY) {
      in.skipChildren();
      rest++;
    }
    return rest;
  }

  private SlipwayException wrongWidth(int row, int values) {
    return JsonInput.malformed(
        "row %d has %d values, expected a list of %d: %s"
            .formatted(row, values, columns.length, shortened()));
  }

  private String shortened() {
    return names.size() <= 20
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, 20)) + ", ...";
  }
}
