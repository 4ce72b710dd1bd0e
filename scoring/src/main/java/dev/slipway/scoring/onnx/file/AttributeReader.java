package dev.slipway.scoring.onnx.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the attributes of a node. Not thread-safe.
final class AttributeReader {
  /// The kinds of an attribute, by ONNX's own numbers.
  private static final int NUMBER = 1;

  private static final int INTEGER = 2;
  private static final int TEXT = 3;
  private static final int TENSOR = 4;
  private static final int NUMBERS = 6;
  private static final int INTEGERS = 7;
  private static final int TEXTS = 8;

  private final ModelReader model;
  private final Parts parts;

  AttributeReader(ModelReader model, Parts parts) {
    this.model = model;
    this.parts = parts;
  }

  Map<String, Attribute> read(List<Protobuf> in, String operator, ModelReader.Scope scope) {
    Map<String, Attribute> attributes = new HashMap<>();
    for (Protobuf attribute : in) {
      parts.count();
      Reading reading = new Reading();
      reading.read(attribute, scope);
      if (attributes.put(reading.name, reading.attribute()) != null) {
        throw Protobuf.corrupt(
            "has %s with two %s".formatted(Parts.brief(operator), Parts.brief(reading.name)));
      }
    }
    return attributes;
  }

  private final class Reading {
    private String name = "";
    private long kind;
    private float number;
    private long integer;
    private String text = "";
    private @Nullable StoredTensor tensor;
    private final Doubles numbers = new Doubles();
    private final Longs integers = new Longs();
    private final List<String> texts = new ArrayList<>();
    private long found;
    private boolean several;

    void read(Protobuf in, ModelReader.Scope scope) {
      while (in.next()) {
        switch (in.field()) {
          case 1 -> name = in.text();
          case 2 -> {
            number = in.float32();
            found(NUMBER);
          }
          case 3 -> {
            integer = in.integer();
            found(INTEGER);
          }
          case 4 -> {
            text = new String(bytes(in), java.nio.charset.StandardCharsets.UTF_8);
            found(TEXT);
          }
          case 5 -> {
            if (tensor != null) {
              throw Protobuf.corrupt("has an attribute of two tensors");
            }
            tensor = TensorReader.read(in.message(), parts).tensor();
            found(TENSOR);
          }
          case 6, 11 -> {
            model.graph(in.message(), scope);
            found(in.field() == 6 ? 5 : 10);
          }
          case 7 -> {
            in.floats(numbers);
            found(NUMBERS);
          }
          case 8 -> {
            in.integers(integers);
            found(INTEGERS);
          }
          case 9 -> {
            texts.add(known(in.text()));
            found(TEXTS);
          }
          case 10 -> {
            TensorReader.read(in.message(), parts);
            found(9);
          }
          case 20 -> kind = in.integer();
          case 22, 23 ->
              throw ModelReader.unsupported("has sparse tensors; export it with dense ones");
          default -> {}
        }
      }
      if (several || (kind != 0 && found != 0 && kind != found)) {
        throw Protobuf.corrupt(
            "has the attribute '%s' of several kinds".formatted(Parts.brief(name)));
      }
    }

    private void found(int what) {
      several |= found != 0 && found != what;
      found = what;
    }

    Attribute attribute() {
      return switch ((int) (kind == 0 ? found : kind)) {
        case NUMBER -> new Attribute.Number(number);
        case INTEGER -> new Attribute.Integer(integer);
        case TEXT -> new Attribute.Text(text);
        case TENSOR -> tensor == null ? new Attribute.Other() : new Attribute.Tensor(tensor);
        case NUMBERS -> new Attribute.Numbers(numbers.toArray());
        case INTEGERS -> new Attribute.Integers(integers.toArray());
        case TEXTS -> new Attribute.Texts(texts);
        default -> new Attribute.Other();
      };
    }

    /// The modes of a million nodes are seven texts.
    private String known(String text) {
      return !texts.isEmpty() && texts.getLast().equals(text) ? texts.getLast() : text.intern();
    }
  }

  private static byte[] bytes(Protobuf in) {
    byte[] bytes = new byte[in.bytes().remaining()];
    in.bytes().get(bytes);
    return bytes;
  }
}
