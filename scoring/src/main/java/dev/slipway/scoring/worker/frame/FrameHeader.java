package dev.slipway.scoring.worker.frame;

import java.nio.ByteBuffer;

/// The 17 bytes before a body, little-endian: u32 its length, u8 type, u64 request, u32 the milliseconds
/// that the request may still take (0 in what a worker sends).
record FrameHeader(int length, FrameType type, long id, int millis) {
  static final int SIZE = 17;

  void write(ByteBuffer out) {
    out.putInt(length).put(type.code()).putLong(id).putInt(millis);
  }

  /// @param longest the longest body that may come now
  static FrameHeader read(ByteBuffer in, int longest) throws BrokenFrame {
    int length = in.getInt();
    byte code = in.get();
    FrameType type = FrameType.of(code);
    if (type == null) {
      throw new BrokenFrame("a frame of type %d, which there is not".formatted(code));
    }
    if (length < 0 || length > longest) {
      throw new BrokenFrame(
          "a frame of %d bytes, where at most %d can be due"
              .formatted(Integer.toUnsignedLong(length), longest));
    }
    return new FrameHeader(length, type, in.getLong(), in.getInt());
  }
}
