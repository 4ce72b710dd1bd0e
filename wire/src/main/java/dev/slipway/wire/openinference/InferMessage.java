package dev.slipway.wire.openinference;

import dev.slipway.core.model.Output;
import dev.slipway.wire.protobuf.MessageWriter;
import java.util.List;

/// Writes the protocol's `ModelInferResponse` of gRPC, in the form that the request came in: typed or raw.
public final class InferMessage {
  private InferMessage() {}

  public static void write(
      MessageWriter out,
      String model,
      String version,
      String id,
      InferRequest request,
      Output output,
      double[] scores,
      int rows) {
    boolean raw = request.binaryOutputs();
    List<OutputTensor> tensors =
        Outputs.require(output, request.outputs()).stream()
            .map(asked -> new OutputTensor(asked.name(), true, output, scores, rows))
            .toList();
    out.text(1, model).text(2, version).text(3, id);
    for (OutputTensor tensor : tensors) {
      out.message(5, body -> tensor.describe(body, !raw));
    }
    if (raw) {
      for (OutputTensor tensor : tensors) {
        out.bytes(6, tensor.binarySize());
        tensor.append(out.out());
      }
    }
  }
}
