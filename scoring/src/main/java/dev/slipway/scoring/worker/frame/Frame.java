package dev.slipway.scoring.worker.frame;

import java.nio.ByteBuffer;

/// A frame that was received.
///
/// @param id of the request that it answers
/// @param body little-endian; valid until the channel receives again
public record Frame(FrameType type, long id, ByteBuffer body) {
  public byte[] bytes() {
    byte[] bytes = new byte[body.remaining()];
    body.duplicate().get(bytes);
    return bytes;
  }
}
