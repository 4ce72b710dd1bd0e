package dev.slipway.serving.connection;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;
import java.util.function.LongConsumer;

/// What goes out on a connection. HTTP/2 writes from several threads, one at a time.
///
/// @param before is told how many bytes are to be written
/// @param after is told that they were
record PatientWriter(DataWriter out, LongConsumer before, Runnable after) implements DataWriter {
  @Override
  public void write(BufferData... buffers) {
    before.accept(length(buffers));
    out.write(buffers);
    after.run();
  }

  @Override
  public void write(BufferData buffer) {
    before.accept(buffer.available());
    out.write(buffer);
    after.run();
  }

  @Override
  public void writeNow(BufferData... buffers) {
    before.accept(length(buffers));
    out.writeNow(buffers);
    after.run();
  }

  @Override
  public void writeNow(BufferData buffer) {
    before.accept(buffer.available());
    out.writeNow(buffer);
    after.run();
  }

  @Override
  public void flush() {
    out.flush();
  }

  @Override
  public void close() {
    out.close();
  }

  private static long length(BufferData... buffers) {
    long length = 0;
    for (BufferData buffer : buffers) {
      length += buffer.available();
    }
    return length;
  }
}
