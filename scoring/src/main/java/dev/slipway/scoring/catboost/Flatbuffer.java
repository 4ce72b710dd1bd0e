package dev.slipway.scoring.catboost;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// A table in an untrusted FlatBuffer. Fields are numbered from 0 in the order of the schema; one that is
/// absent has its default. Every offset is checked against the buffer, and all vectors together may hold
/// only a few times as many elements as the buffer has bytes, however often tables share them.
///
/// Layout: <https://flatbuffers.dev/internals/>.
final class Flatbuffer {
  private static final int SHARING = 16;

  private final ByteBuffer bytes;
  private final long[] budget;
  private final int at;
  private final int fields;

  private Flatbuffer(ByteBuffer bytes, long[] budget, long at) {
    this.bytes = bytes;
    this.budget = budget;
    this.at = inside(at, 4);
    this.fields = inside(at - bytes.getInt(this.at), 4);
    inside(fields, size());
  }

  /// The root table of a buffer.
  static Flatbuffer root(ByteBuffer buffer) {
    ByteBuffer bytes = buffer.slice().order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.limit() < 8) {
      throw Refusal.corrupt("is too short");
    }
    long[] budget = {(long) SHARING * bytes.limit()};
    return new Flatbuffer(bytes, budget, Integer.toUnsignedLong(bytes.getInt(0)));
  }

  private int size() {
    return Short.toUnsignedInt(bytes.getShort(fields));
  }

  int integer(int field, int absent) {
    int position = position(field, 4);
    return position < 0 ? absent : bytes.getInt(position);
  }

  int octet(int field, int absent) {
    int position = position(field, 1);
    return position < 0 ? absent : bytes.get(position);
  }

  float float32(int field, float absent) {
    int position = position(field, 4);
    return position < 0 ? absent : bytes.getFloat(position);
  }

  double float64(int field, double absent) {
    int position = position(field, 8);
    return position < 0 ? absent : bytes.getDouble(position);
  }

  /// The text, empty where it is absent.
  String text(int field) {
    int position = position(field, 4);
    return position < 0 ? "" : textAt(target(position));
  }

  List<String> texts(int field) {
    ByteBuffer vector = vector(field, 4);
    List<String> texts = new ArrayList<>();
    for (int from = vectorStart(field), i = 0; i < vector.limit() / 4; i++) {
      texts.add(textAt(target(from + 4 * i)));
    }
    return texts;
  }

  private String textAt(int position) {
    byte[] text = new byte[elements(position, 1)];
    bytes.get(position + 4, text);
    return new String(text, StandardCharsets.UTF_8);
  }

  /// The table, which must be there.
  Flatbuffer table(int field) {
    int position = position(field, 4);
    if (position < 0) {
      throw Refusal.corrupt("lacks a table");
    }
    return new Flatbuffer(bytes, budget, target(position));
  }

  <T> List<T> tables(int field, Function<Flatbuffer, T> read) {
    ByteBuffer vector = vector(field, 4);
    List<T> tables = new ArrayList<>();
    for (int from = vectorStart(field), i = 0; i < vector.limit() / 4; i++) {
      tables.add(read.apply(new Flatbuffer(bytes, budget, target(from + 4 * i))));
    }
    return tables;
  }

  int[] integers(int field) {
    ByteBuffer vector = vector(field, 4);
    int[] integers = new int[vector.limit() / 4];
    vector.asIntBuffer().get(integers);
    return integers;
  }

  float[] floats(int field) {
    ByteBuffer vector = vector(field, 4);
    float[] floats = new float[vector.limit() / 4];
    vector.asFloatBuffer().get(floats);
    return floats;
  }

  double[] doubles(int field) {
    ByteBuffer vector = vector(field, 8);
    double[] doubles = new double[vector.limit() / 8];
    vector.asDoubleBuffer().get(doubles);
    return doubles;
  }

  /// The bytes of a vector whose elements have `width` bytes; empty where it is absent.
  ByteBuffer vector(int field, int width) {
    int start = vectorStart(field);
    int length = start == 0 ? 0 : elements(start - 4, width) * width;
    return bytes.slice(start, length).order(ByteOrder.LITTLE_ENDIAN);
  }

  private int vectorStart(int field) {
    int position = position(field, 4);
    return position < 0 ? 0 : target(position) + 4;
  }

  private int elements(int position, int width) {
    long count = Integer.toUnsignedLong(bytes.getInt(inside(position, 4)));
    if (count * width > bytes.limit() - position - 4) {
      throw Refusal.corrupt("claims %d elements".formatted(count));
    }
    budget[0] -= count;
    if (budget[0] < 0) {
      throw Refusal.corrupt("reads the same elements again and again");
    }
    return (int) count;
  }

  private int target(int position) {
    return inside(position + Integer.toUnsignedLong(bytes.getInt(position)), 4);
  }

  private int position(int field, int width) {
    int entry = 4 + 2 * field;
    int offset = entry + 2 > size() ? 0 : Short.toUnsignedInt(bytes.getShort(fields + entry));
    return offset == 0 ? -1 : inside((long) at + offset, width);
  }

  private int inside(long position, int width) {
    if (position < 0 || position > bytes.limit() - width) {
      throw Refusal.corrupt("points outside of the file");
    }
    return (int) position;
  }
}
