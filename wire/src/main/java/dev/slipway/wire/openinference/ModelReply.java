package dev.slipway.wire.openinference;

import dev.slipway.core.model.Field;
import dev.slipway.core.model.Signature;
import dev.slipway.wire.json.JsonBuffer;
import java.util.List;
import java.util.stream.Collectors;

/// Writes what the protocol tells of a model: its metadata, its configuration as Triton's clients ask for it,
/// and its statistics.
public final class ModelReply {
  private ModelReply() {}

  public static void metadata(
      JsonBuffer out, String name, List<Integer> versions, String platform, Signature signature) {
    out.raw("{\"name\":").string(name).raw(",\"versions\":[");
    out.raw(versions.stream().map(v -> "\"" + v + "\"").collect(Collectors.joining(",")));
    out.raw("],\"platform\":").string(platform).raw(",\"inputs\":[");
    for (int i = 0; i < signature.inputs().size(); i++) {
      Field input = signature.inputs().get(i);
      out.raw(i == 0 ? "{\"name\":" : ",{\"name\":").string(input.name());
      out.raw(",\"datatype\":\"").raw(Datatype.of(input.type()).name());
      out.raw("\",\"shape\":[-1,1]}");
    }
    out.raw("],\"outputs\":[");
    List<String> outputs = Outputs.of(signature.output());
    for (int i = 0; i < outputs.size(); i++) {
      String output = outputs.get(i);
      int width = Outputs.width(signature.output(), output);
      out.raw(i == 0 ? "{\"name\":" : ",{\"name\":").string(output);
      out.raw(",\"datatype\":\"").raw(Outputs.datatype(signature.output(), output).name());
      out.raw(width > 1 ? "\",\"shape\":[-1," + width + "]}" : "\",\"shape\":[-1]}");
    }
    out.raw("]}");
  }

  /// The dimensions leave out the rows, as they do in Triton for a model that takes batches.
  public static void config(
      JsonBuffer out,
      String name,
      List<Integer> versions,
      String platform,
      int maxRows,
      Signature signature) {
    out.raw("{\"name\":").string(name).raw(",\"platform\":").string(platform);
    out.raw(",\"backend\":\"slipway\",\"version_policy\":{\"specific\":{\"versions\":[");
    out.raw(versions.stream().map(String::valueOf).collect(Collectors.joining(",")));
    out.raw("]}},\"max_batch_size\":").number(maxRows).raw(",\"input\":[");
    for (int i = 0; i < signature.inputs().size(); i++) {
      Field input = signature.inputs().get(i);
      out.raw(i == 0 ? "{\"name\":" : ",{\"name\":").string(input.name());
      out.raw(",\"data_type\":\"").raw(Datatype.of(input.type()).configName());
      out.raw("\",\"dims\":[1],\"optional\":").bool(!input.required()).raw('}');
    }
    out.raw("],\"output\":[");
    List<String> outputs = Outputs.of(signature.output());
    for (int i = 0; i < outputs.size(); i++) {
      String output = outputs.get(i);
      out.raw(i == 0 ? "{\"name\":" : ",{\"name\":").string(output);
      out.raw(",\"data_type\":\"").raw(Outputs.datatype(signature.output(), output).configName());
      out.raw("\",\"dims\":[").number(Outputs.width(signature.output(), output)).raw("]}");
    }
    out.raw("]}");
  }

  public static void statistics(JsonBuffer out, List<ModelStatistics> models) {
    out.raw("{\"model_stats\":[");
    for (int i = 0; i < models.size(); i++) {
      if (i > 0) {
        out.raw(',');
      }
      statistics(out, models.get(i));
    }
    out.raw("]}");
  }

  private static void statistics(JsonBuffer out, ModelStatistics model) {
    out.raw("{\"name\":").string(model.name());
    out.raw(",\"version\":\"").number(model.version()).raw("\",\"last_inference\":");
    out.number(model.lastMillis()).raw(",\"inference_count\":").number(model.rows());
    out.raw(",\"execution_count\":").number(model.answered()).raw(",\"inference_stats\":{");
    duration(out, "success", model.answered(), model.answeredNanos()).raw(',');
    duration(out, "fail", model.failed(), model.failedNanos()).raw(',');
    duration(out, "queue", model.answered(), model.queueNanos()).raw(',');
    duration(out, "compute_input", model.answered(), model.decodeNanos()).raw(',');
    duration(out, "compute_infer", model.answered(), model.scoreNanos()).raw(',');
    duration(out, "compute_output", model.answered(), model.encodeNanos()).raw(',');
    duration(out, "cache_hit", 0, 0).raw(',');
    duration(out, "cache_miss", 0, 0);
    out.raw("},\"response_stats\":{},\"batch_stats\":[],\"memory_usage\":[]}");
  }

  private static JsonBuffer duration(JsonBuffer out, String name, long count, long nanos) {
    return out.name(name).raw("{\"count\":").number(count).raw(",\"ns\":").number(nanos).raw('}');
  }
}
