package dev.slipway.wire.predict;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.input.InputFaults;
import dev.slipway.core.model.Rows;
import dev.slipway.wire.json.JsonInput;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// A list of rows, each an object of named features, a list of them in the order of the signature, or, for
/// a model with one input, its value alone.
public final class RowList {
  private RowList() {}

  /// Reads the list that the parser stands on. Returns how many rows there are.
  public static int read(
      JsonParser in, RowReader reader, Rows rows, InputFaults faults, int maxRows) {
    int count = 0;
    while (in.nextToken() != JsonToken.END_ARRAY) {
      requireRoom(count, maxRows);
      row(in, reader, rows, count, faults);
      count++;
    }
    return count;
  }

  /// Reads the row that the parser stands on.
  public static void row(JsonParser in, RowReader reader, Rows rows, int row, InputFaults faults) {
    switch (in.currentToken()) {
      case START_OBJECT -> reader.read(in, rows, row, faults);
      case START_ARRAY -> reader.unnamed().read(in, rows, row, faults);
      default -> {
        if (reader.names().size() != 1) {
          throw JsonInput.malformed(
              "row %d is %s; a row is an object of named features or a list of %d: %s"
                  .formatted(
                      row,
                      JsonInput.kind(in.currentToken()),
                      reader.names().size(),
                      String.join(", ", reader.names())));
        }
        reader.cells().read(in, 0, rows, rows.add(), row, faults);
      }
    }
  }

  /// Fails where a request that has `count` rows already may not have one more.
  public static void requireRoom(int count, int maxRows) {
    if (count == maxRows) {
      throw new SlipwayException(
          ErrorCode.PAYLOAD_TOO_LARGE,
          "the request has more than %d rows; split it".formatted(maxRows));
    }
  }
}
