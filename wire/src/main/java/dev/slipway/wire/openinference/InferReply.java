package dev.slipway.wire.openinference;

import dev.slipway.core.input.InputFault;
import dev.slipway.core.model.Output;
import dev.slipway.core.model.Predictions;
import dev.slipway.core.model.Signature;
import dev.slipway.wire.json.JsonBuffer;
import dev.slipway.wire.predict.ClassLabel;
import java.util.List;
import java.util.stream.Collectors;

/// Writes the protocol's replies.
public final class InferReply {
  private InferReply() {}

  /// Writes the outputs of `rows` rows.
  ///
  /// @param asked the outputs asked for; one that the model lacks is `INVALID_ARGUMENT`
  public static void write(
      JsonBuffer out,
      String model,
      String version,
      String id,
      List<String> asked,
      Output output,
      double[] scores,
      int rows) {
    List<String> names = Outputs.require(output, asked);
    out.raw("{\"model_name\":").string(model).raw(",\"model_version\":").string(version);
    out.raw(",\"id\":").string(id).raw(",\"outputs\":[");
    for (int i = 0; i < names.size(); i++) {
      if (i > 0) {
        out.raw(',');
      }
      tensor(out, names.get(i), output, scores, rows);
    }
    out.raw("]}");
  }

  private static void tensor(
      JsonBuffer out, String name, Output output, double[] scores, int rows) {
    int width = Outputs.width(output, name);
    out.raw("{\"name\":").string(name).raw(",\"shape\":[").number(rows);
    if (width > 1) {
      out.raw(',').number(width);
    }
    out.raw("],\"datatype\":").string(Outputs.datatype(output, name).name()).raw(",\"data\":[");
    boolean predict = name.equals(Outputs.PREDICT);
    for (int r = 0; r < rows; r++) {
      int at = r * output.width();
      for (int i = 0; i < width; i++) {
        if (r + i > 0) {
          out.raw(',');
        }
        switch (output) {
          case Output.Probabilities p when predict ->
              ClassLabel.write(out, p.classes(), Predictions.classIndex(p, scores, at));
          case Output.Decision d when predict ->
              ClassLabel.write(out, d.classes(), Predictions.classIndex(d, scores, at));
          case Output.Label l ->
              ClassLabel.write(out, l.classes(), Predictions.classIndex(l, scores, at));
          case Output.Values _, Output.Probabilities _, Output.Decision _ ->
              out.number(scores[at + i]);
        }
      }
    }
    out.raw("]}");
  }

  public static void metadata(
      JsonBuffer out, String name, List<Integer> versions, String platform, Signature signature) {
    out.raw("{\"name\":").string(name).raw(",\"versions\":[");
    out.raw(versions.stream().map(v -> "\"" + v + "\"").collect(Collectors.joining(",")));
    out.raw("],\"platform\":").string(platform).raw(",\"inputs\":[");
    for (int i = 0; i < signature.inputs().size(); i++) {
      out.raw(i == 0 ? "{\"name\":" : ",{\"name\":").string(signature.inputs().get(i).name());
      out.raw(",\"datatype\":\"")
          .raw(Datatype.of(signature.inputs().get(i).type()).name())
          .raw("\",\"shape\":[-1,1]}");
    }
    out.raw("],\"outputs\":[");
    List<String> outputs = Outputs.of(signature.output());
    for (int i = 0; i < outputs.size(); i++) {
      int width = Outputs.width(signature.output(), outputs.get(i));
      out.raw(i == 0 ? "{\"name\":" : ",{\"name\":").string(outputs.get(i));
      out.raw(",\"datatype\":\"")
          .raw(Outputs.datatype(signature.output(), outputs.get(i)).name())
          .raw(width > 1 ? "\",\"shape\":[-1," + width + "]}" : "\",\"shape\":[-1]}");
    }
    out.raw("]}");
  }

  /// Writes `{"error":"…"}`, with what is wrong in each row appended.
  public static void error(JsonBuffer out, String message, List<InputFault> faults) {
    String rows =
        faults.size() < 2
            ? ""
            : faults.stream()
                .limit(10)
                .map(f -> "row %d '%s' %s".formatted(f.row(), f.field(), f.message()))
                .collect(Collectors.joining("; ", ": ", ""));
    out.raw("{\"error\":").string(message + rows).raw('}');
  }
}
