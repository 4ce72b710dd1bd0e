package dev.slipway.wire.mlflowscoring;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.Fault;
import dev.slipway.core.input.InputFault;
import dev.slipway.wire.json.JsonBuffer;
import dev.slipway.wire.predict.ErrorReply;
import java.util.List;

/// Writes `{"error_code","message"}`.
public final class ScoringError {
  private ScoringError() {}

  public static void write(
      JsonBuffer out, ErrorCode code, String message, List<InputFault> faults) {
    String name =
        code == ErrorCode.NOT_FOUND
            ? "RESOURCE_DOES_NOT_EXIST"
            : code.fault() == Fault.CALLER ? "BAD_REQUEST" : "INTERNAL_ERROR";
    out.raw("{\"error_code\":").string(name).raw(",\"message\":");
    out.string(ErrorReply.line(message, faults)).raw('}');
  }
}
