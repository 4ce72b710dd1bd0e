package dev.slipway.serving.connection;

import io.helidon.common.buffers.DataReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/// The bytes of an HTTP/2 connection, in which the names of pseudo-headers stand as their index.
///
/// HPACK (RFC 7541, section 6.2) lets a sender write a header's name out though it stands in the static table.
/// gRPC's C library does so with `:path`, and Helidon 4.5 takes that for an error of the protocol. Putting the
/// index in the name's place changes neither what is said nor the table that both sides keep. A block that
/// cannot be read is passed on as it is. What resets a stream is told on its way. One thread at a time.
final class IndexedNames implements Supplier<byte[]> {
  private static final int PREFACE = 24;
  private static final int FRAME_HEADER = 9;
  private static final int HEADERS = 1;
  private static final int RESET = 3;
  private static final int PADDED = 0x8;
  private static final int PRIORITY = 0x20;
  private static final int LONGEST = 1 << 14;

  /// The names and their places in the static table.
  private record Name(byte[] text, int index) {
    Name(String text, int index) {
      this(text.getBytes(StandardCharsets.US_ASCII), index);
    }
  }

  private static final List<Name> NAMES =
      List.of(
          new Name(":authority", 1),
          new Name(":method", 2),
          new Name(":path", 4),
          new Name(":scheme", 6));

  private final DataReader in;
  private final HttpCaller caller;
  private int untouched = PREFACE;

  /// @param caller is told which streams are reset
  IndexedNames(DataReader in, HttpCaller caller) {
    this.in = in;
    this.caller = caller;
  }

  @Override
  public byte[] get() {
    try {
      return read();
    } catch (RuntimeException e) {
      caller.left();
      throw e;
    }
  }

  private byte[] read() {
    if (untouched > 0) {
      in.ensureAvailable();
      byte[] some = in.readBytes(Math.min(untouched, in.available()));
      untouched -= some.length;
      return some;
    }
    byte[] header = in.readBytes(FRAME_HEADER);
    int length = (header[0] & 0xff) << 16 | (header[1] & 0xff) << 8 | header[2] & 0xff;
    if (header[3] == RESET) {
      caller.gaveUp(stream(header));
    }
    if (header[3] != HEADERS || length > LONGEST) {
      untouched = length;
      return header;
    }
    byte[] frame = Arrays.copyOf(header, FRAME_HEADER + length);
    System.arraycopy(in.readBytes(length), 0, frame, FRAME_HEADER, length);
    return indexed(frame);
  }

  private static int stream(byte[] header) {
    return (header[5] & 0x7f) << 24
        | (header[6] & 0xff) << 16
        | (header[7] & 0xff) << 8
        | header[8] & 0xff;
  }

  /// The frame with every name of a pseudo-header as its index.
  static byte[] indexed(byte[] frame) {
    int flags = frame[4];
    int from = FRAME_HEADER;
    int padding = 0;
    if ((flags & PADDED) != 0 && from < frame.length) {
      padding = frame[from++] & 0xff;
    }
    if ((flags & PRIORITY) != 0) {
      from += 5;
    }
    if (from + padding > frame.length) {
      return frame;
    }
    Block block = new Block(frame.clone(), from, frame.length - padding);
    if (!block.shorten()) {
      return frame;
    }
    byte[] shorter = Arrays.copyOf(block.bytes, block.written + padding);
    System.arraycopy(frame, frame.length - padding, shorter, block.written, padding);
    int length = shorter.length - FRAME_HEADER;
    shorter[0] = (byte) (length >>> 16);
    shorter[1] = (byte) (length >>> 8);
    shorter[2] = (byte) length;
    return shorter;
  }

  /// A block of headers that is written over itself while it is read, since it only gets shorter.
  private static final class Block {
    private final byte[] bytes;
    private final int end;
    private int at;
    private int written;

    /// Up to where a header that was shortened is written already.
    private int copiedTo;

    Block(byte[] bytes, int from, int end) {
      this.bytes = bytes;
      this.at = from;
      this.written = from;
      this.end = end;
    }

    /// Returns whether the whole block could be read.
    boolean shorten() {
      while (at < end) {
        int start = at;
        int first = bytes[at] & 0xff;
        if (first >= 0x80) {
          number(7);
        } else if (first >> 5 == 1) {
          number(5);
        } else {
          literal(start, first);
        }
        if (at > end) {
          return false;
        }
        int length = at - Math.max(start, copiedTo);
        System.arraycopy(bytes, Math.max(start, copiedTo), bytes, written, length);
        written += length;
      }
      return at == end;
    }

    private void literal(int start, int first) {
      int index = number(first >= 0x40 ? 6 : 4);
      if (index == 0) {
        int from = at;
        boolean plain = at < end && bytes[at] >= 0;
        int length = at < end ? number(7) : 0;
        int name = at;
        at = sum(at, length);
        if (at > end) {
          return;
        }
        int known = plain ? index(name, length) : 0;
        if (known > 0 && from == start + 1) {
          bytes[written++] = (byte) (first & 0xf0 | known);
          copiedTo = at;
        }
      }
      if (at < end) {
        int length = number(7);
        at = sum(at, length);
      } else {
        at = end + 1;
      }
    }

    private int index(int from, int length) {
      for (Name name : NAMES) {
        if (Arrays.equals(name.text, 0, name.text.length, bytes, from, from + length)) {
          return name.index;
        }
      }
      return 0;
    }

    /// A number that begins in the lowest bits of a byte; beyond the block where it is not whole or too large.
    private int number(int bits) {
      int mask = (1 << bits) - 1;
      long value = bytes[at++] & mask;
      if (value < mask) {
        return (int) value;
      }
      for (int shift = 0; at < end && shift <= 28; shift += 7) {
        int next = bytes[at++];
        value += (long) (next & 0x7f) << shift;
        if (next >= 0) {
          return (int) Math.min(value, Integer.MAX_VALUE);
        }
      }
      at = end + 1;
      return 0;
    }

    private int sum(int from, int length) {
      return (int) Math.min((long) from + length, end + 1L);
    }
  }
}
