package dev.slipway.wire.predict;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.slipway.core.input.InputFaults;
import dev.slipway.core.model.Field;
import dev.slipway.core.model.Output;
import dev.slipway.core.model.Rows;
import dev.slipway.core.model.Signature;
import dev.slipway.core.table.ColumnType;
import dev.slipway.wire.instances.InstancesRequest;
import dev.slipway.wire.json.JsonBuffer;
import dev.slipway.wire.mlflowscoring.ScoringRequest;
import dev.slipway.wire.openinference.InferRequest;
import dev.slipway.wire.openinference.TensorMemory;
import dev.slipway.wire.protobuf.MessageWriter;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// How many bytes a thread allocates to read one row, by the JVM's own count: as many for a hundred features as for
/// ten, in every protocol, whether its code is compiled or not.
class AllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int MAX_ROWS = 10;

  enum Form {
    PLAIN,
    PLAIN_TEXTS,
    RECORDS,
    RECORDS_TEXTS,
    SPLIT,
    INSTANCES,
    INSTANCES_LISTED,
    TENSOR,
    BINARY_TENSOR,
    GRPC_TYPED,
    GRPC_RAW
  }

  @ParameterizedTest
  @EnumSource
  void aFeatureMoreAllocatesNothingMore(Form form) {
    assertThat(bytesToRead(form, 100)).isEqualTo(bytesToRead(form, 10));
  }

  /// The least of many readings: what else the JVM does in this thread, such as linking code, is done only once.
  private static long bytesToRead(Form form, int features) {
    Signature signature =
        new Signature(
            IntStream.range(0, features)
                .mapToObj(c ->
                    Field.required(
                        "x" + c, isText(form, c) ? ColumnType.STRING : ColumnType.DECIMAL))
                .toList(),
            new Output.Values(List.of("y")));
    RowReader reader = RowReader.of(signature);
    Rows rows = Rows.forSignature(signature);
    InputFaults faults = new InputFaults();
    TensorMemory memory = new TensorMemory();
    byte[] body = body(form, features);
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 200; i++) {
      rows.clear();
      memory.clear();
      long before = THREADS.getCurrentThreadAllocatedBytes();
      read(form, body, features, reader, memory, rows, faults);
      least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(least).isNotNegative();
    assertThat(faults.kept()).isEmpty();
    assertThat(rows.number(0, 1)).isEqualTo(number(1));
    return least;
  }

  private static void read(
      Form form,
      byte[] body,
      int features,
      RowReader reader,
      TensorMemory memory,
      Rows rows,
      InputFaults faults) {
    int length = body.length;
    switch (form) {
      case PLAIN, PLAIN_TEXTS -> PredictRequest.read(body, length, reader, rows, faults, MAX_ROWS);
      case RECORDS, RECORDS_TEXTS, SPLIT ->
          ScoringRequest.read(body, length, reader).fill(rows, faults, MAX_ROWS);
      case INSTANCES, INSTANCES_LISTED ->
          InstancesRequest.read(body, length, reader, rows, faults, MAX_ROWS);
      case TENSOR ->
          InferRequest.read(body, length, length, memory).fill(reader, rows, faults, MAX_ROWS);
      case BINARY_TENSOR ->
          InferRequest.read(body, length, length - 8 * features, memory)
              .fill(reader, rows, faults, MAX_ROWS);
      case GRPC_TYPED, GRPC_RAW ->
          InferRequest.message(body, length, memory).fill(reader, rows, faults, MAX_ROWS);
    }
  }

  private static boolean isText(Form form, int column) {
    boolean texts = form == Form.PLAIN_TEXTS || form == Form.RECORDS_TEXTS;
    return texts && column >= 2 && column % 2 == 0;
  }

  private static String cell(Form form, int column) {
    return isText(form, column) ? "\"city-%d\"".formatted(column) : Double.toString(number(column));
  }

  private static double number(int column) {
    return column * 0.37 - 11.000000000000001;
  }

  private static byte[] body(Form form, int features) {
    String listed = joined(features, c -> Double.toString(number(c)));
    String named = '{' + joined(features, c -> "\"x%d\":%s".formatted(c, cell(form, c))) + '}';
    String tensor =
        "{\"inputs\":[{\"name\":\"in\",\"datatype\":\"FP64\",\"shape\":[1,%d],".formatted(features);
    return switch (form) {
      case PLAIN, PLAIN_TEXTS -> utf8(named);
      case RECORDS, RECORDS_TEXTS -> utf8("{\"dataframe_records\":[" + named + "]}");
      case SPLIT ->
          utf8(
              "{\"dataframe_split\":{\"columns\":[%s],\"data\":[[%s]]}}"
                  .formatted(joined(features, c -> "\"x" + c + '"'), listed));
      case INSTANCES -> utf8("{\"instances\":[" + named + "]}");
      case INSTANCES_LISTED -> utf8("{\"instances\":[[" + listed + "]]}");
      case TENSOR -> utf8(tensor + "\"data\":[[" + listed + "]]}]}");
      case BINARY_TENSOR ->
          bytes(
              utf8(tensor + "\"parameters\":{\"binary_data_size\":%d}}]}".formatted(8 * features)),
              binary(features));
      case GRPC_TYPED -> message(features, false);
      case GRPC_RAW -> message(features, true);
    };
  }

  private static byte[] message(int features, boolean raw) {
    JsonBuffer out = new JsonBuffer();
    MessageWriter message = new MessageWriter(out);
    message.message(
        5,
        input -> {
          input.text(1, "in").text(2, "FP64");
          input.message(3, shape -> shape.varint(1).varint(features));
          if (!raw) {
            input.message(
                5,
                contents -> {
                  contents.bytes(7, 8L * features);
                  out.raw(binary(features));
                });
          }
        });
    if (raw) {
      message.bytes(7, 8L * features);
      out.raw(binary(features));
    }
    return out.toByteArray();
  }

  private static String joined(int features, Function<Integer, String> cell) {
    return IntStream.range(0, features).boxed().map(cell).collect(Collectors.joining(","));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] binary(int features) {
    ByteBuffer numbers = ByteBuffer.allocate(8 * features).order(ByteOrder.LITTLE_ENDIAN);
    IntStream.range(0, features).forEach(c -> numbers.putDouble(number(c)));
    return numbers.array();
  }

  private static byte[] bytes(byte[] first, byte[] second) {
    return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
  }
}
