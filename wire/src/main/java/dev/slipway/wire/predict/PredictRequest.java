package dev.slipway.wire.predict;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.input.InputFaults;
import dev.slipway.core.model.Rows;
import dev.slipway.wire.json.JsonInput;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads the plain request: one JSON object of named features, or a list of them.
public final class PredictRequest {
  private PredictRequest() {}

  /// Adds the good rows to `rows` and reports what is wrong with the others, which are left out. Returns
  /// how many rows the request has, good or not.
  public static int read(
      byte[] body, int length, RowReader reader, Rows rows, InputFaults faults, int maxRows) {
    int flat = reader.flat().read(body, length, rows, faults, maxRows);
    return flat == FlatRows.OTHERWISE ? readAny(body, length, reader, rows, faults, maxRows) : flat;
  }

  /// Reads all that is JSON, and tells what is wrong with what is not.
  static int readAny(
      byte[] body, int length, RowReader reader, Rows rows, InputFaults faults, int maxRows) {
    return JsonInput.read(
        body,
        length,
        in ->
            switch (in.currentToken()) {
              case START_OBJECT -> {
                row(in, reader, rows, 0, faults);
                yield 1;
              }
              case START_ARRAY -> list(in, reader, rows, faults, maxRows);
              default ->
                  throw JsonInput.malformed(
                      "send one JSON object of named features or a list of them, not "
                          + JsonInput.kind(in.currentToken()));
            });
  }

  private static int list(
      JsonParser in, RowReader reader, Rows rows, InputFaults faults, int maxRows) {
    int count = 0;
    while (in.nextToken() != JsonToken.END_ARRAY) {
      if (in.currentToken() != JsonToken.START_OBJECT) {
        throw JsonInput.malformed(
            "element %d of the list is %s; every element must be a JSON object of named features%s"
                .formatted(count, JsonInput.kind(in.currentToken()), JsonInput.position(in)));
      }
      if (count == maxRows) {
        throw new SlipwayException(
            ErrorCode.PAYLOAD_TOO_LARGE,
            "the request has more than %d rows; split it".formatted(maxRows));
      }
      row(in, reader, rows, count, faults);
      count++;
    }
    if (count == 0) {
      throw JsonInput.malformed("the list is empty; send at least one row");
    }
    return count;
  }

  private static void row(JsonParser in, RowReader reader, Rows rows, int row, InputFaults faults) {
    reader.read(in, rows, row, faults);
    if (faults.has(row)) {
      rows.removeLast();
    }
  }
}
