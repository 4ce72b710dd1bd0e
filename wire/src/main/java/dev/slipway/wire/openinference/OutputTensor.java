package dev.slipway.wire.openinference;

import dev.slipway.core.model.Classes;
import dev.slipway.core.model.Output;
import dev.slipway.core.model.Predictions;
import dev.slipway.wire.json.JsonBuffer;
import dev.slipway.wire.predict.ClassLabel;
import dev.slipway.wire.protobuf.MessageWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One output of a reply, over the scores of all its rows.
final class OutputTensor {
  private final String name;
  private final boolean binary;
  private final Output output;
  private final double[] scores;
  private final int rows;
  private final int width;
  private final Datatype datatype;
  private final @Nullable Classes classes;

  OutputTensor(String name, boolean binary, Output output, double[] scores, int rows) {
    this.name = name;
    this.binary = binary;
    this.output = output;
    this.scores = scores;
    this.rows = rows;
    String meant = Outputs.meant(name);
    this.width = Outputs.width(output, meant);
    this.datatype = Outputs.datatype(output, meant);
    this.classes = meant.equals(Outputs.PREDICT) ? Outputs.classes(output).orElse(null) : null;
  }

  /// Writes its JSON, with its elements unless they are wanted as bytes.
  void describe(JsonBuffer out) {
    out.raw("{\"name\":").string(name).raw(",\"shape\":[").number(rows);
    if (width > 1) {
      out.raw(',').number(width);
    }
    out.raw("],\"datatype\":").string(datatype.name());
    if (binary) {
      out.raw(",\"parameters\":{\"binary_data_size\":").number(binarySize()).raw("}}");
      return;
    }
    out.raw(",\"data\":[");
    for (int r = 0; r < rows; r++) {
      int at = r * output.width();
      if (classes != null) {
        out.raw(r == 0 ? "" : ",");
        ClassLabel.write(out, classes, Predictions.classIndex(output, scores, at));
        continue;
      }
      for (int i = 0; i < width; i++) {
        out.raw(r + i == 0 ? "" : ",").number(scores[at + i]);
      }
    }
    out.raw("]}");
  }

  /// Writes its description as a message of gRPC.
  ///
  /// @param typed whether its elements stand in it
  void describe(MessageWriter out, boolean typed) {
    out.text(1, name).text(2, datatype.name());
    out.message(
        3,
        shape -> {
          shape.varint(rows);
          if (width > 1) {
            shape.varint(width);
          }
        });
    if (typed) {
      out.message(5, this::contents);
    }
  }

  /// A packed list of truths or of doubles has the same bytes as a binary tensor.
  private void contents(MessageWriter out) {
    int field = TypedContents.field(datatype);
    if (classes == null || datatype == Datatype.BOOL || datatype == Datatype.FP64) {
      out.bytes(field, binarySize());
      append(out.out());
      return;
    }
    if (datatype == Datatype.INT64) {
      out.message(
          field, packed -> labels(label -> packed.varint(new BigDecimal(label).longValue())));
    } else {
      labels(label -> out.element(field, label));
    }
  }

  private void labels(Consumer<String> each) {
    for (int r = 0; r < rows; r++) {
      int index = Predictions.classIndex(output, scores, r * output.width());
      each.accept(Objects.requireNonNull(classes).label(index));
    }
  }

  /// Writes its bytes, where it is binary.
  void append(JsonBuffer out) {
    if (!binary) {
      return;
    }
    for (int r = 0; r < rows; r++) {
      int at = r * output.width();
      if (classes != null) {
        append(out, classes.label(Predictions.classIndex(output, scores, at)));
        continue;
      }
      for (int i = 0; i < width; i++) {
        out.littleEndian(Double.doubleToRawLongBits(scores[at + i]), Double.BYTES);
      }
    }
  }

  /// Classes are whole numbers, decimals, truths or texts, and nothing else.
  private void append(JsonBuffer out, String label) {
    switch (datatype) {
      case INT64 -> out.littleEndian(new BigDecimal(label).longValue(), Long.BYTES);
      case FP64 ->
          out.littleEndian(Double.doubleToRawLongBits(Double.parseDouble(label)), Double.BYTES);
      case BOOL -> out.littleEndian(ClassLabel.isTrue(label) ? 1 : 0, 1);
      case BYTES -> {
        byte[] text = label.getBytes(StandardCharsets.UTF_8);
        out.littleEndian(text.length, Integer.BYTES).raw(text);
      }
      case UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, FP16, FP32, BF16 ->
          throw new IllegalStateException("no class has the type " + datatype);
    }
  }

  long binarySize() {
    if (datatype != Datatype.BYTES || classes == null) {
      return (long) rows * width * datatype.size();
    }
    long size = 0;
    for (int r = 0; r < rows; r++) {
      int index = Predictions.classIndex(output, scores, r * output.width());
      size += Integer.BYTES + classes.label(index).getBytes(StandardCharsets.UTF_8).length;
    }
    return size;
  }
}
