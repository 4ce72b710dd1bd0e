package dev.slipway.scoring.pickle;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Writes pickles opcode by opcode, for tests that no Python would write.
final class Pickles {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  static Pickles start() {
    return new Pickles().op(0x80, 4);
  }

  Pickles op(int... bytes) {
    for (int b : bytes) {
      out.write(b);
    }
    return this;
  }

  Pickles raw(String latin1) {
    out.writeBytes(latin1.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  Pickles text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return op(0x8c, bytes.length).raw(new String(bytes, StandardCharsets.ISO_8859_1));
  }

  Pickles global(String module, String name) {
    return raw("c" + module + "\n" + name + "\n");
  }

  Pickles u4(long value) {
    out.writeBytes(
        ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt((int) value).array());
    return this;
  }

  Pickles u8(long value) {
    out.writeBytes(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array());
    return this;
  }

  byte[] stop() {
    return op('.').out.toByteArray();
  }

  byte[] bytes() {
    return out.toByteArray();
  }
}
