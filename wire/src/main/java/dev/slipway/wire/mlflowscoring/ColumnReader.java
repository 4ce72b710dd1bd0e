package dev.slipway.wire.mlflowscoring;

import dev.slipway.core.input.InputFaults;
import dev.slipway.core.model.Rows;
import dev.slipway.wire.json.JsonInput;
import dev.slipway.wire.predict.RowList;
import dev.slipway.wire.predict.RowReader;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads a table that comes column by column: `{"a":[1,2],"b":[3,4]}`. The first column makes the rows, and
/// the others must be as long.
final class ColumnReader {
  private final RowReader reader;
  private final Rows rows;
  private final InputFaults faults;
  private final int maxRows;
  private final boolean[] there;
  private int count = -1;

  ColumnReader(RowReader reader, Rows rows, InputFaults faults, int maxRows) {
    this.reader = reader;
    this.rows = rows;
    this.faults = faults;
    this.maxRows = maxRows;
    this.there = new boolean[reader.names().size()];
  }

  /// Reads the object that the parser stands on. Returns how many rows there are.
  int read(JsonParser in) {
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String name = in.currentName();
      in.nextToken();
      int column = reader.names().indexOf(name);
      if (column < 0) {
        reader.unknown(name, "", 0, faults);
      } else if (there[column]) {
        throw JsonInput.malformed("column '%s' is there twice; send it once".formatted(name));
      } else {
        there[column] = true;
      }
      int cells = column(in, column);
      if (count >= 0 && cells != count) {
        throw JsonInput.malformed(
            "column '%s' has %d values, the first has %d".formatted(name, cells, count));
      }
      count = cells;
    }
    for (int c = 0; c < there.length; c++) {
      if (!there[c]) {
        reader.absent(c, 0, faults);
      }
    }
    return Math.max(0, count);
  }

  private int column(JsonParser in, int column) {
    if (in.currentToken() != JsonToken.START_ARRAY) {
      cell(in, column, 0);
      return 1;
    }
    int cells = 0;
    while (in.nextToken() != JsonToken.END_ARRAY) {
      cell(in, column, cells++);
    }
    return cells;
  }

  private void cell(JsonParser in, int column, int row) {
    if (count < 0) {
      RowList.requireRoom(row, maxRows);
      rows.add();
    }
    if (column < 0 || (count >= 0 && row >= count)) {
      in.skipChildren();
    } else {
      reader.cells().read(in, column, rows, row, row, faults);
    }
  }
}
