package dev.slipway.wire.openinference;

import dev.slipway.wire.json.JsonInput;
import dev.slipway.wire.protobuf.MessageReader;
import dev.slipway.wire.protobuf.MessageReader.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One input of a gRPC request: its description, and its elements where they are not sent raw.
final class TensorMessage {
  private static final int MAX_DIMENSIONS = 64;

  private final byte[] body;
  private final List<Long> shape = new ArrayList<>();
  private final List<MessageReader> contents = new ArrayList<>();
  private String name = "";
  private String datatype = "";

  private TensorMessage(byte[] body) {
    this.body = body;
  }

  /// @param body the array that the message stands in
  static TensorMessage read(MessageReader in, byte[] body) {
    TensorMessage tensor = new TensorMessage(body);
    while (in.next()) {
      switch (in.field()) {
        case 1 -> tensor.name = in.text();
        case 2 -> tensor.datatype = in.text();
        case 3 -> in.numbers(tensor::addDimension);
        case 4 -> {
          if (RequestMessage.parameter(in.message()).equals("shared_memory_region")) {
            throw Members.noSharedMemory();
          }
        }
        case 5 -> tensor.contents.add(in.message());
        default -> in.skip();
      }
    }
    return tensor;
  }

  private void addDimension(long dimension) {
    if (shape.size() == MAX_DIMENSIONS) {
      throw JsonInput.malformed(
          "tensor '%s' has more than %d dimensions; send rows and columns"
              .formatted(name, MAX_DIMENSIONS));
    }
    shape.add(dimension);
  }

  /// @param raw where its bytes stand in the body, if all tensors of the request are sent raw
  Tensor finish(@Nullable Span raw, TensorMemory memory) {
    Datatype type = Datatype.named(datatype, name);
    if (raw == null) {
      return new Tensor(name, shape, type == Datatype.BYTES ? texts() : numbers(type, memory));
    }
    if (!contents.isEmpty()) {
      throw JsonInput.malformed(
          "tensor '%s' has contents, and the request has raw_input_contents too; send one"
              .formatted(name));
    }
    Elements elements = TensorReader.binary(name, type, body, raw.from(), raw.length());
    return new Tensor(name, shape, elements);
  }

  private Elements numbers(Datatype type, TensorMemory memory) {
    int field = TypedContents.field(type);
    if (field == 0) {
      throw JsonInput.malformed(
          "tensor '%s' is %s, which has no typed contents; send it in raw_input_contents"
              .formatted(name, type));
    }
    TypedContents numbers = memory.typed();
    for (MessageReader in : contents) {
      while (in.next()) {
        requireField(in, field, type);
        numbers.read(in, type);
      }
    }
    numbers.require(type, name);
    return numbers;
  }

  private Elements texts() {
    List<Span> texts = new ArrayList<>();
    for (MessageReader in : contents) {
      while (in.next()) {
        requireField(in, TypedContents.TEXTS, Datatype.BYTES);
        texts.add(in.bytes());
      }
    }
    return new BinaryTexts(name, body, texts);
  }

  private void requireField(MessageReader in, int field, Datatype type) {
    if (in.field() != field) {
      throw JsonInput.malformed(
          "tensor '%s' is %s and has its contents in field %d; they belong into field %d"
              .formatted(name, type, in.field(), field));
    }
  }
}
