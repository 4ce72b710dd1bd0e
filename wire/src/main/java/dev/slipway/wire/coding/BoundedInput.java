package dev.slipway.wire.coding;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// A stream of which no more is read than allowed, however little it decompresses to. Closing leaves the stream
/// below open, which may still have bytes that nobody wants to wait for.
public final class BoundedInput extends FilterInputStream {
  private final long maxBytes;
  private long count;

  public BoundedInput(InputStream in, long maxBytes) {
    super(in);
    this.maxBytes = maxBytes;
  }

  @Override
  public int read() throws IOException {
    int one = in.read();
    count(one < 0 ? 0 : 1);
    return one;
  }

  @Override
  public int read(byte[] to, int from, int length) throws IOException {
    int some = in.read(to, from, length);
    count(Math.max(0, some));
    return some;
  }

  @Override
  public void close() {}

  private void count(int bytes) {
    count += bytes;
    if (count > maxBytes) {
      throw tooLarge(maxBytes);
    }
  }

  public static SlipwayException tooLarge(long maxBytes) {
    return new SlipwayException(
        ErrorCode.PAYLOAD_TOO_LARGE,
        "the body is longer than the %d bytes that are read; send less at a time"
            .formatted(maxBytes));
  }
}
