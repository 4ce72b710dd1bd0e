package dev.slipway.wire.openinference;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.input.InputFault;
import dev.slipway.core.model.Output;
import dev.slipway.wire.json.JsonBuffer;
import dev.slipway.wire.predict.ErrorReply;
import java.util.ArrayList;
import java.util.List;

/// Writes the protocol's replies.
public final class InferReply {
  private InferReply() {}

  /// Writes the outputs of `rows` rows: JSON, and after it the bytes of those that are wanted as bytes.
  /// Returns how many bytes are JSON. An output asked for that the model lacks is `INVALID_ARGUMENT`.
  public static int write(
      JsonBuffer out,
      String model,
      String version,
      String id,
      InferRequest request,
      Output output,
      double[] scores,
      int rows) {
    List<OutputTensor> tensors = new ArrayList<>();
    for (AskedOutput asked : Outputs.require(output, request.outputs())) {
      boolean binary = asked.binary().orElse(request.binaryOutputs());
      tensors.add(new OutputTensor(asked.name(), binary, output, scores, rows));
    }
    out.raw("{\"model_name\":").string(model).raw(",\"model_version\":").string(version);
    out.raw(",\"id\":").string(id).raw(",\"outputs\":[");
    for (int i = 0; i < tensors.size(); i++) {
      if (i > 0) {
        out.raw(',');
      }
      tensors.get(i).describe(out);
    }
    int json = out.raw("]}").length();
    for (OutputTensor tensor : tensors) {
      tensor.append(out);
    }
    return json;
  }

  /// The message of an error. Triton's clients look for the words before it, whatever follows.
  public static String told(ErrorCode code, String message) {
    return code == ErrorCode.NOT_FOUND ? "Request for unknown model: " + message : message;
  }

  /// Writes `{"error":"…"}`, with what is wrong in each row appended.
  public static void error(JsonBuffer out, String message, List<InputFault> faults) {
    out.raw("{\"error\":").string(ErrorReply.line(message, faults)).raw('}');
  }
}
