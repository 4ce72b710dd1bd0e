package dev.slipway.wire.protobuf;

import dev.slipway.wire.json.JsonBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// Appends the fields of a protobuf message to a buffer. What is zero, false or empty is left out, as
/// protobuf's third version does, except where it is an element of a list. Not thread-safe.
public final class MessageWriter {
  private static final int VARINT = 0;
  private static final int DELIMITED = 2;
  private static final byte[] ROOM = new byte[10];

  private final JsonBuffer out;

  public MessageWriter(JsonBuffer out) {
    this.out = out;
  }

  /// The buffer, for what follows [#bytes].
  public JsonBuffer out() {
    return out;
  }

  public MessageWriter number(int field, long value) {
    return value == 0 ? this : numberOrZero(field, value);
  }

  /// A number that is written though it may be 0, where its absence means something else.
  public MessageWriter numberOrZero(int field, long value) {
    tag(field, VARINT);
    return varint(value);
  }

  public MessageWriter flag(int field, boolean value) {
    return number(field, value ? 1 : 0);
  }

  public MessageWriter text(int field, String value) {
    return value.isEmpty() ? this : element(field, value);
  }

  /// A text of a list, which is written though it is empty.
  public MessageWriter element(int field, String value) {
    byte[] text = value.getBytes(StandardCharsets.UTF_8);
    bytes(field, text.length);
    out.raw(text);
    return this;
  }

  public MessageWriter message(int field, Consumer<MessageWriter> body) {
    tag(field, DELIMITED);
    int from = out.length();
    body.accept(this);
    int length = out.length() - from;
    int room = size(length);
    out.raw(ROOM, 0, room);
    byte[] bytes = out.bytes();
    System.arraycopy(bytes, from, bytes, from + room, length);
    for (int i = 0; i < room; i++) {
      bytes[from + i] = (byte) (length >>> 7 * i & 0x7f | (i + 1 < room ? 0x80 : 0));
    }
    return this;
  }

  /// Announces that many bytes, which the caller appends to [#out].
  public MessageWriter bytes(int field, long length) {
    tag(field, DELIMITED);
    varint(length);
    return this;
  }

  /// A number without a tag: an element of a packed list, within [#message].
  public MessageWriter varint(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.littleEndian(rest & 0x7f | 0x80, 1);
      rest >>>= 7;
    }
    out.littleEndian(rest, 1);
    return this;
  }

  private void tag(int field, int form) {
    varint((long) field << 3 | form);
  }

  private static int size(int value) {
    return value == 0 ? 1 : (38 - Integer.numberOfLeadingZeros(value)) / 7;
  }
}
