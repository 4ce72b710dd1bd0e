package dev.slipway.wire.mlflowscoring;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.Fault;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.input.InputFault;
import dev.slipway.core.model.Output;
import dev.slipway.core.model.Predictions;
import dev.slipway.wire.json.JsonBuffer;
import dev.slipway.wire.predict.ClassLabel;
import java.util.List;
import java.util.stream.Collectors;

/// Writes `{"predictions":[…]}` and `{"error_code","message"}`.
public final class ScoringReply {
  private ScoringReply() {}

  public static void write(
      JsonBuffer out, Output output, boolean probabilities, double[] scores, int rows) {
    if (probabilities && !(output instanceof Output.Probabilities)) {
      throw new SlipwayException(
          ErrorCode.INVALID_ARGUMENT,
          "the model has no probabilities; leave params.method out or say 'predict'");
    }
    out.raw("{\"predictions\":[");
    for (int r = 0; r < rows; r++) {
      if (r > 0) {
        out.raw(',');
      }
      int at = r * output.width();
      switch (output) {
        case Output.Values v -> values(out, scores, at, v.width());
        case Output.Probabilities p -> {
          if (probabilities) {
            list(out, scores, at, p.width());
          } else {
            ClassLabel.write(out, p.classes(), Predictions.classIndex(p, scores, at));
          }
        }
        case Output.Decision d ->
            ClassLabel.write(out, d.classes(), Predictions.classIndex(d, scores, at));
        case Output.Label l ->
            ClassLabel.write(out, l.classes(), Predictions.classIndex(l, scores, at));
      }
    }
    out.raw("]}");
  }

  public static void error(
      JsonBuffer out, ErrorCode code, String message, List<InputFault> faults) {
    String name =
        code == ErrorCode.NOT_FOUND
            ? "RESOURCE_DOES_NOT_EXIST"
            : code.fault() == Fault.CALLER ? "BAD_REQUEST" : "INTERNAL_ERROR";
    String rows =
        faults.size() < 2
            ? ""
            : faults.stream()
                .limit(10)
                .map(f -> "row %d '%s' %s".formatted(f.row(), f.field(), f.message()))
                .collect(Collectors.joining("; ", ": ", ""));
    out.raw("{\"error_code\":").string(name).raw(",\"message\":").string(message + rows).raw('}');
  }

  private static void values(JsonBuffer out, double[] scores, int at, int width) {
    if (width == 1) {
      out.number(scores[at]);
    } else {
      list(out, scores, at, width);
    }
  }

  private static void list(JsonBuffer out, double[] scores, int at, int width) {
    for (int i = 0; i < width; i++) {
      out.raw(i == 0 ? '[' : ',').number(scores[at + i]);
    }
    out.raw(']');
  }
}
