package dev.slipway.wire.instances;

import dev.slipway.core.input.InputFault;
import dev.slipway.core.input.InputFaults;
import dev.slipway.core.model.Rows;
import dev.slipway.wire.json.JsonBuffer;
import dev.slipway.wire.json.JsonInput;
import dev.slipway.wire.predict.ErrorReply;
import dev.slipway.wire.predict.Method;
import dev.slipway.wire.predict.RowList;
import dev.slipway.wire.predict.RowReader;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// `{"instances":[…],"parameters":{}}`: each instance an object of named features, a list of them in the order
/// of the signature, or the value of the only one.
///
/// @param rows how many instances there are
/// @param method `parameters.method`, `predict` where it says nothing
public record InstancesRequest(int rows, Method method) {
  /// Copies the instances into rows as they come; one faulty cell refuses the whole request.
  public static InstancesRequest read(
      byte[] body, int length, RowReader reader, Rows rows, InputFaults faults, int maxRows) {
    int[] count = {-1};
    Method[] method = {Method.PREDICT};
    JsonInput.read(
        body,
        length,
        in -> {
          requireObject(in);
          while (in.nextToken() != JsonToken.END_OBJECT) {
            String member = in.currentName();
            in.nextToken();
            if (member.equals("instances")) {
              require(count[0] < 0, "'instances' is there twice; send it once");
              requireList(in);
              count[0] = RowList.read(in, reader, rows, faults, maxRows);
            } else if (member.equals("parameters") && in.isExpectedStartObjectToken()) {
              method[0] = Method.read(in).orElse(Method.PREDICT);
            } else {
              in.skipChildren();
            }
          }
          return count[0];
        });
    require(count[0] >= 0, "Expected key \"instances\" in request body; send a list of rows there");
    require(count[0] > 0, "'instances' is empty; send at least one row");
    if (!faults.isEmpty()) {
      rows.clear();
    }
    return new InstancesRequest(count[0], method[0]);
  }

  /// Writes `{"error":"…"}`.
  public static void error(JsonBuffer out, String message, List<InputFault> faults) {
    out.raw("{\"error\":").string(ErrorReply.line(message, faults)).raw('}');
  }

  private static void requireObject(JsonParser in) {
    require(
        in.currentToken() == JsonToken.START_OBJECT,
        "the body must be an object with 'instances', not " + JsonInput.kind(in.currentToken()));
  }

  private static void requireList(JsonParser in) {
    require(
        in.currentToken() == JsonToken.START_ARRAY,
        "'instances' must be a list of rows, got " + JsonInput.kind(in.currentToken()));
  }

  private static void require(boolean good, String otherwise) {
    if (!good) {
      throw JsonInput.malformed(otherwise);
    }
  }
}
