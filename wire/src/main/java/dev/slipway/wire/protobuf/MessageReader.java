package dev.slipway.wire.protobuf;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.LongConsumer;

/// A protobuf message that is read where it stands in an array, field by field: [#next] goes to the next one,
/// [#field] says its number, and exactly one other method takes its value. Not thread-safe.
///
/// The form is that of protobuf's encoding guide, <https://protobuf.dev/programming-guides/encoding/>. Every
/// mistake is `MALFORMED_REQUEST`; a field of another form than asked for is one too.
public final class MessageReader {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int DELIMITED = 2;
  private static final int FIXED32 = 5;

  private final byte[] bytes;
  private final int end;
  private int at;
  private int field;
  private int form;

  private MessageReader(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.at = from;
    this.end = end;
  }

  public static MessageReader of(byte[] bytes, int length) {
    return new MessageReader(bytes, 0, length);
  }

  /// Goes to the next field, or says that there is none.
  public boolean next() {
    if (at == end) {
      return false;
    }
    long tag = varint();
    field = (int) (tag >>> 3);
    form = (int) (tag & 7);
    if (field == 0 || tag >>> 32 != 0) {
      throw malformed("there is no field with the tag " + tag);
    }
    return true;
  }

  public int field() {
    return field;
  }

  public long number() {
    require(VARINT);
    return varint();
  }

  public boolean flag() {
    return number() != 0;
  }

  public String text() {
    Span span = bytes();
    String text = new String(bytes, span.from(), span.length(), StandardCharsets.UTF_8);
    if (text.indexOf('\ufffd') >= 0 && !isUtf8(text, span)) {
      throw malformed("field %d is not valid UTF-8".formatted(field));
    }
    return text;
  }

  /// Decoding puts U+FFFD where bytes are none; it may also stand there itself.
  private boolean isUtf8(String text, Span span) {
    byte[] again = text.getBytes(StandardCharsets.UTF_8);
    return Arrays.equals(again, 0, again.length, bytes, span.from(), span.end());
  }

  /// Where the field's bytes stand.
  public Span bytes() {
    require(DELIMITED);
    long length = varint();
    if (length < 0 || length > end - at) {
      throw malformed(
          "field %d says that it has %s bytes, and %d are left"
              .formatted(field, Long.toUnsignedString(length), end - at));
    }
    Span span = new Span(at, (int) length);
    at += (int) length;
    return span;
  }

  public MessageReader message() {
    Span span = bytes();
    return new MessageReader(bytes, span.from(), span.end());
  }

  /// Gives each number of a repeated field, packed or not.
  public void numbers(LongConsumer each) {
    if (form != DELIMITED) {
      each.accept(number());
      return;
    }
    MessageReader packed = message();
    while (packed.at < packed.end) {
      each.accept(packed.varint());
    }
  }

  /// Gives the bits of each number of a repeated field of floats (`size` 4) or doubles (8), packed or not.
  public void fixed(int size, LongConsumer each) {
    if (form != DELIMITED) {
      require(size == Float.BYTES ? FIXED32 : FIXED64);
      each.accept(fixed(size));
      return;
    }
    MessageReader packed = message();
    while (packed.at < packed.end) {
      each.accept(packed.fixed(size));
    }
  }

  /// Passes over the field's value.
  public void skip() {
    switch (form) {
      case VARINT -> varint();
      case FIXED64 -> fixed(Double.BYTES);
      case DELIMITED -> bytes();
      case FIXED32 -> fixed(Float.BYTES);
      default -> throw malformed("field %d has the form %d".formatted(field, form));
    }
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (at == end) {
        throw malformed("it breaks off within a number");
      }
      byte next = bytes[at++];
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw malformed("a number has more than ten bytes");
  }

  private long fixed(int size) {
    if (end - at < size) {
      throw malformed("it breaks off within a number");
    }
    long value = 0;
    for (int i = 0; i < size; i++) {
      value |= (bytes[at++] & 0xffL) << 8 * i;
    }
    return value;
  }

  private void require(int wanted) {
    if (form != wanted) {
      throw malformed("field %d has the form %d, expected %d".formatted(field, form, wanted));
    }
  }

  private SlipwayException malformed(String why) {
    return new SlipwayException(
        ErrorCode.MALFORMED_REQUEST,
        "the message is not the protobuf that is expected: %s (byte %d)".formatted(why, at));
  }

  /// A run of bytes in the array that the message stands in.
  public record Span(int from, int length) {
    public int end() {
      return from + length;
    }
  }
}
