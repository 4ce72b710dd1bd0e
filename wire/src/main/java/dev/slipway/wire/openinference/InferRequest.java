package dev.slipway.wire.openinference;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.input.InputFaults;
import dev.slipway.core.model.Field;
import dev.slipway.core.model.Rows;
import dev.slipway.core.model.Signature;
import dev.slipway.wire.json.JsonInput;
import dev.slipway.wire.predict.RowReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// An inference request: either one tensor with a row of features per row, in the order of the
/// signature, or one tensor per column under the column's name.
///
/// Its body is JSON, the bytes of its binary tensors after it; or nothing but the bytes of one tensor.
public final class InferRequest {
  private @Nullable String id;
  private List<Tensor> inputs = List.of();
  private final List<AskedOutput> outputs = new ArrayList<>();
  private boolean binaryOutputs;
  private long timeoutMicros;

  private final List<TensorReader> readers = new ArrayList<>();
  private boolean hasInputs;

  private InferRequest() {}

  /// @param jsonLength how many bytes of the body are JSON; the binary tensors follow
  /// @param memory is the request's until it is filled into rows
  public static InferRequest read(byte[] body, int length, int jsonLength, TensorMemory memory) {
    if (jsonLength > length) {
      throw JsonInput.malformed(
          "the header says that the JSON has %d bytes, and the body has %d"
              .formatted(jsonLength, length));
    }
    InferRequest request = new InferRequest();
    JsonInput.read(body, jsonLength, in -> request.read(in, memory));
    if (request.readers.isEmpty()) {
      throw JsonInput.malformed("the request has no 'inputs'; send at least one tensor");
    }
    request.inputs = request.finish(body, length, jsonLength);
    return request;
  }

  /// A body that is the bytes of a model's only input; all outputs are wanted as bytes.
  public static InferRequest raw(byte[] body, int length, Signature signature) {
    if (signature.inputs().size() != 1) {
      throw JsonInput.malformed(
          "a body without JSON is for a model with one input, and this one has %d; describe the tensors in JSON and put its length into Inference-Header-Content-Length"
              .formatted(signature.inputs().size()));
    }
    Field input = signature.inputs().getFirst();
    Elements elements =
        TensorReader.binary(input.name(), Datatype.of(input.type()), body, 0, length);
    InferRequest request = new InferRequest();
    request.inputs = List.of(new Tensor(input.name(), List.of((long) elements.size()), elements));
    request.binaryOutputs = true;
    return request;
  }

  /// A `ModelInferRequest` of gRPC.
  ///
  /// @param memory is the request's until it is filled into rows
  public static InferRequest message(byte[] body, int length, TensorMemory memory) {
    return RequestMessage.read(body, length, memory);
  }

  static InferRequest of(
      String id,
      List<Tensor> inputs,
      List<AskedOutput> outputs,
      boolean binaryOutputs,
      long timeoutMicros) {
    InferRequest request = new InferRequest();
    request.id = id.isEmpty() ? null : id;
    request.inputs = inputs;
    request.outputs.addAll(outputs);
    request.binaryOutputs = binaryOutputs;
    request.timeoutMicros = timeoutMicros;
    return request;
  }

  /// The caller's own id of the request, which the reply repeats.
  public Optional<String> id() {
    return Optional.ofNullable(id);
  }

  /// The outputs asked for by name; none means the model's usual ones.
  List<AskedOutput> outputs() {
    return outputs;
  }

  /// Whether outputs are wanted as bytes unless they say otherwise.
  boolean binaryOutputs() {
    return binaryOutputs;
  }

  /// How long the caller waits, in microseconds; 0 where the request does not say.
  public long timeoutMicros() {
    return timeoutMicros;
  }

  /// Copies the tensors into rows. A faulty element refuses the whole request, since a tensor has no place
  /// for an error. Returns how many rows there are.
  public int fill(RowReader reader, Rows rows, InputFaults faults, int maxRows) {
    int width = reader.names().size();
    Tensor first = inputs.getFirst();
    boolean matrix =
        inputs.size() == 1
            && first.shape().size() >= 2
            && first.width() == width
            && (width > 1 || !reader.names().contains(first.name()));
    long count = first.rows();
    if (count == 0) {
      throw JsonInput.malformed("the tensors have no rows; send at least one");
    }
    if (count > maxRows) {
      throw new SlipwayException(
          ErrorCode.PAYLOAD_TOO_LARGE,
          "the request has %d rows and at most %d are read; split it".formatted(count, maxRows));
    }
    for (int r = 0; r < count; r++) {
      rows.add();
    }
    if (matrix) {
      for (int e = 0; e < first.size(); e++) {
        first.copy(e, reader.cells(), e % width, rows, e / width, faults);
      }
    } else {
      byColumn(reader, rows, faults, (int) count);
    }
    if (!faults.isEmpty()) {
      rows.clear();
    }
    return (int) count;
  }

  private void byColumn(RowReader reader, Rows rows, InputFaults faults, int count) {
    boolean[] there = new boolean[reader.names().size()];
    for (Tensor tensor : inputs) {
      int column = reader.names().indexOf(tensor.name());
      if (column < 0) {
        if (inputs.size() == 1 && tensor.shape().size() >= 2) {
          throw JsonInput.malformed(
              "tensor '%s' has %d features a row and the model takes %d: %s"
                  .formatted(
                      tensor.name(),
                      tensor.width(),
                      there.length,
                      String.join(", ", reader.names())));
        }
        reader.unknown(tensor.name(), "", 0, faults);
        continue;
      }
      if (there[column]) {
        throw JsonInput.malformed("tensor '%s' is there twice".formatted(tensor.name()));
      }
      if (tensor.rows() != count || tensor.width() != 1) {
        throw JsonInput.malformed(
            "tensor '%s' has shape %s, expected [%d] or [%d, 1] as the first has"
                .formatted(tensor.name(), tensor.shape(), count, count));
      }
      there[column] = true;
      for (int r = 0; r < count; r++) {
        tensor.copy(r, reader.cells(), column, rows, r, faults);
      }
    }
    for (int c = 0; c < there.length; c++) {
      if (!there[c]) {
        reader.absent(c, 0, faults);
      }
    }
  }

  private List<Tensor> finish(byte[] body, int length, int jsonLength) {
    List<Tensor> tensors = new ArrayList<>();
    long at = jsonLength;
    for (TensorReader reader : readers) {
      if (at + reader.binarySize() > length) {
        throw JsonInput.malformed(
            "the binary tensors need %d bytes after the JSON, and %d are there"
                .formatted(binarySize(), length - jsonLength));
      }
      tensors.add(reader.finish(body, (int) at));
      at += reader.binarySize();
    }
    if (at < length) {
      throw JsonInput.malformed(
          "%d bytes follow the JSON, and the tensors' 'binary_data_size' add up to %d"
              .formatted(length - jsonLength, binarySize()));
    }
    return tensors;
  }

  private long binarySize() {
    return readers.stream().mapToLong(TensorReader::binarySize).sum();
  }

  private int read(JsonParser in, TensorMemory memory) {
    if (in.currentToken() != JsonToken.START_OBJECT) {
      throw JsonInput.malformed(
          "an inference request is an object with 'inputs', not "
              + JsonInput.kind(in.currentToken()));
    }
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String member = in.currentName();
      in.nextToken();
      switch (member) {
        case "id" -> id = Members.text(in, member);
        case "inputs" -> {
          if (hasInputs) {
            throw JsonInput.malformed("'inputs' is there twice; send it once");
          }
          hasInputs = true;
          Members.objects(in, member, () -> readers.add(new TensorReader(in, memory)));
        }
        case "outputs" -> Members.objects(in, member, () -> ask(outputs, AskedOutput.read(in)));
        case "parameters" -> Members.object(in, member, parameter -> parameter(in, parameter));
        default -> in.skipChildren();
      }
    }
    return readers.size();
  }

  static void ask(List<AskedOutput> outputs, AskedOutput output) {
    if (outputs.stream().anyMatch(o -> o.name().equals(output.name()))) {
      throw JsonInput.malformed("output '%s' is asked for twice".formatted(output.name()));
    }
    outputs.add(output);
  }

  private void parameter(JsonParser in, String parameter) {
    switch (parameter) {
      case "binary_data_output" -> binaryOutputs = Members.flag(in, parameter);
      case "timeout" -> timeoutMicros = Members.micros(in, parameter);
      default -> in.skipChildren();
    }
  }
}
