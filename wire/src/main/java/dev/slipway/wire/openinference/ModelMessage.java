package dev.slipway.wire.openinference;

import dev.slipway.core.model.Field;
import dev.slipway.core.model.Signature;
import dev.slipway.wire.protobuf.MessageWriter;
import java.util.List;

/// Writes what the protocol tells of a model over gRPC; [ModelReply] tells the same as JSON.
public final class ModelMessage {
  private ModelMessage() {}

  public static void metadata(
      MessageWriter out,
      String name,
      List<Integer> versions,
      String platform,
      Signature signature) {
    out.text(1, name);
    versions.forEach(version -> out.text(2, Integer.toString(version)));
    out.text(3, platform);
    for (Field input : signature.inputs()) {
      tensor(out, 4, input.name(), Datatype.of(input.type()), List.of(-1L, 1L));
    }
    for (String output : Outputs.of(signature.output())) {
      long width = Outputs.width(signature.output(), output);
      tensor(
          out,
          5,
          output,
          Outputs.datatype(signature.output(), output),
          width > 1 ? List.of(-1L, width) : List.of(-1L));
    }
  }

  private static void tensor(
      MessageWriter out, int field, String name, Datatype datatype, List<Long> shape) {
    out.message(
        field,
        tensor -> {
          tensor.text(1, name).text(2, datatype.name());
          tensor.message(3, packed -> shape.forEach(packed::varint));
        });
  }

  public static void config(
      MessageWriter out,
      String name,
      List<Integer> versions,
      String platform,
      int maxRows,
      Signature signature) {
    out.message(1, config -> write(config, name, versions, platform, maxRows, signature));
  }

  private static void write(
      MessageWriter config,
      String name,
      List<Integer> versions,
      String platform,
      int maxRows,
      Signature signature) {
    config.text(1, name).text(2, platform);
    config.message(
        3,
        policy ->
            policy.message(
                3, specific -> specific.message(1, packed -> versions.forEach(packed::varint))));
    config.number(4, maxRows);
    for (Field input : signature.inputs()) {
      config.message(
          5,
          tensor -> {
            tensor.text(1, input.name()).number(2, Datatype.of(input.type()).configNumber());
            tensor.message(4, packed -> packed.varint(1)).flag(8, !input.required());
          });
    }
    for (String output : Outputs.of(signature.output())) {
      config.message(
          6,
          tensor -> {
            Datatype datatype = Outputs.datatype(signature.output(), output);
            tensor.text(1, output).number(2, datatype.configNumber());
            int width = Outputs.width(signature.output(), output);
            tensor.message(3, packed -> packed.varint(width));
          });
    }
    config.text(17, "slipway");
  }

  public static void statistics(MessageWriter out, List<ModelStatistics> models) {
    for (ModelStatistics model : models) {
      out.message(1, body -> statistics(body, model));
    }
  }

  private static void statistics(MessageWriter out, ModelStatistics model) {
    out.text(1, model.name()).text(2, Integer.toString(model.version()));
    out.number(3, model.lastMillis()).number(4, model.rows()).number(5, model.answered());
    out.message(
        6,
        times -> {
          duration(times, 1, model.answered(), model.answeredNanos());
          duration(times, 2, model.failed(), model.failedNanos());
          duration(times, 3, model.answered(), model.queueNanos());
          duration(times, 4, model.answered(), model.decodeNanos());
          duration(times, 5, model.answered(), model.scoreNanos());
          duration(times, 6, model.answered(), model.encodeNanos());
        });
  }

  private static void duration(MessageWriter out, int field, long count, long nanos) {
    out.message(field, body -> body.number(1, count).number(2, nanos));
  }
}
