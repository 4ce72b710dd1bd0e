package dev.slipway.wire.openinference;

import dev.slipway.wire.json.JsonInput;
import dev.slipway.wire.protobuf.MessageReader;
import dev.slipway.wire.protobuf.MessageReader.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The protocol's `ModelInferRequest` of gRPC, read where it stands in the body.
///
/// Tensors are sent either all typed, each with its contents, or all raw, their bytes in one list after them;
/// the reply comes in the same form.
final class RequestMessage {
  private static final int MAX_INPUTS = 100_000;
  private static final int INT64 = 2;
  private static final int UINT64 = 5;

  private RequestMessage() {}

  static InferRequest read(byte[] body, int length, TensorMemory memory) {
    MessageReader in = MessageReader.of(body, length);
    String id = "";
    long timeoutMicros = 0;
    List<TensorMessage> inputs = new ArrayList<>();
    List<AskedOutput> outputs = new ArrayList<>();
    List<Span> raw = new ArrayList<>();
    while (in.next()) {
      switch (in.field()) {
        case 3 -> id = in.text();
        case 4 -> timeoutMicros = timeout(in.message()).orElse(timeoutMicros);
        case 5 -> inputs.add(TensorMessage.read(in.message(), body));
        case 6 -> InferRequest.ask(outputs, output(in.message()));
        case 7 -> raw.add(in.bytes());
        default -> in.skip();
      }
      if (inputs.size() > MAX_INPUTS || raw.size() > MAX_INPUTS) {
        throw JsonInput.malformed(
            "the request has more than %d inputs; send all columns as one tensor"
                .formatted(MAX_INPUTS));
      }
    }
    if (inputs.isEmpty()) {
      throw JsonInput.malformed("the request has no 'inputs'; send at least one tensor");
    }
    if (!raw.isEmpty() && raw.size() != inputs.size()) {
      throw JsonInput.malformed(
          "the request has %d inputs and %d raw_input_contents; send one for each, in their order"
              .formatted(inputs.size(), raw.size()));
    }
    List<Tensor> tensors = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      tensors.add(inputs.get(i).finish(raw.isEmpty() ? null : raw.get(i), memory));
    }
    return InferRequest.of(id, tensors, outputs, !raw.isEmpty(), timeoutMicros);
  }

  /// How long the caller waits, in microseconds, where the parameter is the one that says so.
  private static OptionalLong timeout(MessageReader entry) {
    String name = "";
    MessageReader value = null;
    while (entry.next()) {
      switch (entry.field()) {
        case 1 -> name = entry.text();
        case 2 -> value = entry.message();
        default -> entry.skip();
      }
    }
    return name.equals("timeout") && value != null
        ? OptionalLong.of(micros(value))
        : OptionalLong.empty();
  }

  private static long micros(MessageReader value) {
    long micros = -1;
    while (value.next()) {
      switch (value.field()) {
        case INT64, UINT64 -> micros = value.number();
        default -> value.skip();
      }
    }
    if (micros < 0 || micros > Members.MOST_MICROS) {
      throw JsonInput.malformed(
          "'timeout' must be a number of microseconds, as int64_param or uint64_param");
    }
    return micros;
  }

  private static AskedOutput output(MessageReader in) {
    String name = "";
    while (in.next()) {
      switch (in.field()) {
        case 1 -> name = in.text();
        case 2 -> AskedOutput.requireKnown(parameter(in.message()));
        default -> in.skip();
      }
    }
    return new AskedOutput(name, Optional.empty());
  }

  /// The name in an entry of a map of parameters.
  static String parameter(MessageReader entry) {
    String name = "";
    while (entry.next()) {
      if (entry.field() == 1) {
        name = entry.text();
      } else {
        entry.skip();
      }
    }
    return name;
  }
}
