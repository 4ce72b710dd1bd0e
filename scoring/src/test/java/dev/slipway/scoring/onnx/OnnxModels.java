package dev.slipway.scoring.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Writes small ONNX files, message by message: there is no converter among the tests' libraries.
final class OnnxModels {
  static final int FLOAT = 1;
  static final int BOOL = 9;
  static final int DOUBLE = 11;
  static final int INT64 = 7;
  static final int STRING = 8;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  static OnnxModels message() {
    return new OnnxModels();
  }

  /// A model of a graph, with the operator sets that scikit-learn's converter asks for.
  static byte[] model(OnnxModels graph) {
    return message()
        .number(1, 8)
        .text(2, "slipway-test")
        .child(7, graph)
        .child(8, message().text(1, "").number(2, 15))
        .child(8, message().text(1, "ai.onnx.ml").number(2, 3))
        .bytes();
  }

  static OnnxModels node(String operator, String domain, String input, String... outputs) {
    OnnxModels node = message().text(1, input);
    for (String output : outputs) {
      node.text(2, output);
    }
    return node.text(4, operator).text(7, domain);
  }

  /// A tensor in the file, whose elements are added as its fields.
  static OnnxModels stored(String name, int type, long... shape) {
    OnnxModels tensor = message().number(2, type).text(8, name);
    for (long size : shape) {
      tensor.number(1, size);
    }
    return tensor;
  }

  static OnnxModels tensor(String name, int type, long... shape) {
    OnnxModels dimensions = message();
    for (long size : shape) {
      OnnxModels dimension = message();
      dimensions.child(1, size < 0 ? dimension.text(2, "N") : dimension.number(1, size));
    }
    OnnxModels info = message().number(1, type).child(2, dimensions);
    return message().text(1, name).child(2, message().child(1, info));
  }

  OnnxModels floats(String name, float... values) {
    OnnxModels attribute = message().text(1, name);
    for (float value : values) {
      attribute.tag(7, 5);
      attribute.out.writeBytes(
          ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(value).array());
    }
    return child(5, attribute.number(20, 6));
  }

  /// A tensor of float64 numbers as an attribute.
  OnnxModels doubles(String name, double... values) {
    OnnxModels tensor = message().number(1, values.length).number(2, DOUBLE);
    ByteBuffer raw = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      raw.putDouble(value);
    }
    return child(5, message().text(1, name).child(5, tensor.child(9, raw.array())).number(20, 4));
  }

  OnnxModels integers(String name, long... values) {
    OnnxModels attribute = message().text(1, name);
    for (long value : values) {
      attribute.number(8, value);
    }
    return child(5, attribute.number(20, 7));
  }

  OnnxModels packedIntegers(String name, long... values) {
    OnnxModels packed = message();
    for (long value : values) {
      packed.varint(value);
    }
    return child(5, message().text(1, name).child(8, packed).number(20, 7));
  }

  OnnxModels number(String name, float value) {
    OnnxModels attribute = message().text(1, name);
    attribute.tag(2, 5);
    attribute.out.writeBytes(
        ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(value).array());
    return child(5, attribute.number(20, 1));
  }

  OnnxModels texts(String name, String... values) {
    OnnxModels attribute = message().text(1, name);
    for (String value : values) {
      attribute.text(9, value);
    }
    return child(5, attribute.number(20, 8));
  }

  OnnxModels word(String name, String value) {
    return child(5, message().text(1, name).text(4, value).number(20, 3));
  }

  OnnxModels integer(String name, long value) {
    return child(5, message().text(1, name).number(3, value).number(20, 2));
  }

  OnnxModels graph(String name, OnnxModels graph) {
    return child(5, message().text(1, name).child(6, graph).number(20, 5));
  }

  OnnxModels number(int field, long value) {
    tag(field, 0);
    varint(value);
    return this;
  }

  OnnxModels text(int field, String text) {
    return child(field, text.getBytes(StandardCharsets.UTF_8));
  }

  OnnxModels child(int field, OnnxModels child) {
    return child(field, child.bytes());
  }

  private OnnxModels child(int field, byte[] bytes) {
    tag(field, 2);
    varint(bytes.length);
    out.writeBytes(bytes);
    return this;
  }

  private void tag(int field, int type) {
    varint((long) field << 3 | type);
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.write((int) (rest & 0x7f | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  OnnxModels raw(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  byte[] bytes() {
    return out.toByteArray();
  }
}
