package dev.slipway.bench.codecs;

import dev.slipway.core.input.InputFaults;
import dev.slipway.core.model.Rows;
import dev.slipway.wire.instances.InstancesRequest;
import dev.slipway.wire.mlflowscoring.ScoringRequest;
import dev.slipway.wire.openinference.InferRequest;
import dev.slipway.wire.openinference.TensorMemory;
import dev.slipway.wire.predict.PredictRequest;
import dev.slipway.wire.predict.RowReader;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A way in which one row of numbers comes as a request.
public enum Form {
  PLAIN,
  SPLIT,
  RECORDS,
  INSTANCES,
  TENSOR_NESTED,
  TENSOR_FLAT,
  TENSOR_BINARY;

  private static final int MAX_ROWS = 10_000;

  /// The request, and how many bytes of it are JSON.
  record Body(byte[] bytes, int json) {}

  Body body(List<String> names, double[] cells) {
    String listed = Arrays.toString(cells).replace(" ", "");
    String named =
        IntStream.range(0, cells.length)
            .mapToObj(c -> "\"%s\":%s".formatted(names.get(c), cells[c]))
            .collect(Collectors.joining(",", "{", "}"));
    String quoted =
        names.stream().map("\"%s\""::formatted).collect(Collectors.joining(",", "[", "]"));
    return switch (this) {
      case PLAIN -> json(named);
      case SPLIT ->
          json("{\"dataframe_split\":{\"columns\":%s,\"data\":[%s]}}".formatted(quoted, listed));
      case RECORDS -> json("{\"dataframe_records\":[%s]}".formatted(named));
      case INSTANCES -> json("{\"instances\":[%s]}".formatted(named));
      case TENSOR_NESTED -> json(tensor(cells.length, "\"data\":[%s]".formatted(listed)));
      case TENSOR_FLAT -> json(tensor(cells.length, "\"data\":%s".formatted(listed)));
      case TENSOR_BINARY -> binary(cells);
    };
  }

  private static String tensor(int width, String rest) {
    return "{\"inputs\":[{\"name\":\"input\",\"datatype\":\"FP64\",\"shape\":[1,%d],%s}]}"
        .formatted(width, rest);
  }

  private static Body json(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new Body(bytes, bytes.length);
  }

  private static Body binary(double[] cells) {
    int size = 8 * cells.length;
    Body head =
        json(tensor(cells.length, "\"parameters\":{\"binary_data_size\":%d}".formatted(size)));
    ByteBuffer numbers = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    numbers.asDoubleBuffer().put(cells);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(head.bytes());
    all.writeBytes(numbers.array());
    return new Body(all.toByteArray(), head.json());
  }

  /// Reads the request as the serving path does, and returns how many rows it has.
  int read(Body body, RowReader reader, TensorMemory memory, Rows rows, InputFaults faults) {
    byte[] bytes = body.bytes();
    return switch (this) {
      case PLAIN -> PredictRequest.read(bytes, bytes.length, reader, rows, faults, MAX_ROWS);
      case SPLIT, RECORDS ->
          ScoringRequest.read(bytes, bytes.length, reader).fill(rows, faults, MAX_ROWS);
      case INSTANCES ->
          InstancesRequest.read(bytes, bytes.length, reader, rows, faults, MAX_ROWS).rows();
      case TENSOR_NESTED, TENSOR_FLAT, TENSOR_BINARY ->
          InferRequest.read(bytes, bytes.length, body.json(), memory)
              .fill(reader, rows, faults, MAX_ROWS);
    };
  }
}
