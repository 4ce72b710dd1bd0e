package dev.slipway.wire.predict;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.input.Flag;
import dev.slipway.core.input.InputFault;
import dev.slipway.core.model.Classes;
import dev.slipway.core.model.Output;
import dev.slipway.core.model.Predictions;
import dev.slipway.core.registry.VersionId;
import dev.slipway.wire.json.JsonBuffer;
import java.util.List;

/// Writes the plain reply of one model version, its constant parts prepared once. Immutable and
/// thread-safe.
///
/// ```json
/// {"model":"flight-delay","version":3,"predictions":[
///   {"id":"01K…","prediction":true,"probabilities":{"false":0.2,"true":0.8},"flags":[]}]}
/// ```
///
/// What is flagged is explained in `reasons`, which a row without flags does not have:
/// `{"flag":"range:distance","rule":"range","field":"distance","source":"profile","message":"is outside…"}`.
/// A regression has no `probabilities`; a model whose scores are no probabilities has `decision` instead. A
/// faulty row of a batch has `{"id","error":{"code","message","faults"}}` in its place.
public final class PredictReply {
  private final byte[] start;
  private final Output output;
  private final byte[][] predicted;
  private final byte[][] labels;

  public PredictReply(VersionId version, Output output) {
    this.output = output;
    this.start =
        new JsonBuffer()
            .raw("{\"model\":")
            .string(version.model())
            .raw(",\"version\":")
            .number(version.number())
            .raw(",\"predictions\":[")
            .toByteArray();
    this.predicted =
        switch (output) {
          case Output.Values _ -> new byte[0][];
          case Output.Probabilities p -> predicted(p.classes());
          case Output.Decision d -> predicted(d.classes());
          case Output.Label l -> predicted(l.classes());
        };
    this.labels = output instanceof Output.Probabilities p ? labels(p.classes()) : new byte[0][];
  }

  public void start(JsonBuffer out) {
    out.raw(start);
  }

  /// @param at where the row's scores start
  public void row(
      JsonBuffer out, boolean first, String id, double[] scores, int at, List<Flag> flags) {
    out.raw(first ? "{\"id\":\"" : ",{\"id\":\"").raw(id).raw("\",");
    outcome(out, scores, at);
    out.raw(",\"flags\":[");
    for (int i = 0; i < flags.size(); i++) {
      if (i > 0) {
        out.raw(',');
      }
      out.string(flags.get(i).id());
    }
    out.raw(']');
    if (!flags.isEmpty()) {
      reasons(out, flags);
    }
    out.raw('}');
  }

  /// Writes the members that say what was predicted, without braces.
  public void outcome(JsonBuffer out, double[] scores, int at) {
    out.raw("\"prediction\":");
    switch (output) {
      case Output.Values v -> values(out, scores, at, v.width());
      case Output.Probabilities p -> {
        out.raw(predicted[Predictions.classIndex(p, scores, at)]).raw(",\"probabilities\":");
        for (int i = 0; i < labels.length; i++) {
          out.raw(labels[i]).number(scores[at + i]);
        }
        out.raw('}');
      }
      case Output.Decision d -> {
        out.raw(predicted[Predictions.classIndex(d, scores, at)]).raw(",\"decision\":");
        values(out, scores, at, d.width());
      }
      case Output.Label l -> out.raw(predicted[Predictions.classIndex(l, scores, at)]);
    }
  }

  private static void reasons(JsonBuffer out, List<Flag> flags) {
    out.raw(",\"reasons\":[");
    for (int i = 0; i < flags.size(); i++) {
      Flag flag = flags.get(i);
      out.raw(i == 0 ? "{\"flag\":" : ",{\"flag\":").string(flag.id());
      out.raw(",\"rule\":\"").raw(flag.rule().label());
      out.raw("\",\"field\":").string(flag.field());
      out.raw(",\"source\":\"").raw(flag.rule().source().label());
      out.raw("\",\"message\":").string(flag.message()).raw('}');
    }
    out.raw(']');
  }

  public void faultyRow(JsonBuffer out, boolean first, String id, List<InputFault> faults) {
    out.raw(first ? "{\"id\":\"" : ",{\"id\":\"").raw(id).raw("\",");
    ErrorReply.member(
        out, ErrorCode.INVALID_ROW, ErrorReply.summary(faults, faults.size()), faults);
    out.raw('}');
  }

  public void end(JsonBuffer out) {
    out.raw("]}");
  }

  private static void values(JsonBuffer out, double[] scores, int at, int width) {
    if (width == 1) {
      out.number(scores[at]);
      return;
    }
    for (int i = 0; i < width; i++) {
      out.raw(i == 0 ? '[' : ',').number(scores[at + i]);
    }
    out.raw(']');
  }

  private static byte[][] predicted(Classes classes) {
    byte[][] written = new byte[classes.size()][];
    for (int i = 0; i < written.length; i++) {
      JsonBuffer out = new JsonBuffer();
      ClassLabel.write(out, classes, i);
      written[i] = out.toByteArray();
    }
    return written;
  }

  private static byte[][] labels(Classes classes) {
    byte[][] written = new byte[classes.size()][];
    for (int i = 0; i < written.length; i++) {
      written[i] = new JsonBuffer().raw(i == 0 ? '{' : ',').name(classes.label(i)).toByteArray();
    }
    return written;
  }
}
