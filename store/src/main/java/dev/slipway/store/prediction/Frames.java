package dev.slipway.store.prediction;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.IntFunction;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// A piece of a segment, read frame by frame: the length of a record, its CRC-32C, the record. Not
/// thread-safe.
final class Frames {
  static final int HEADER = 8;

  private final ByteBuffer bytes;
  private final long from;
  private final CRC32C checksum = new CRC32C();

  private Frames(ByteBuffer bytes, long from) {
    this.bytes = bytes;
    this.from = from;
  }

  /// Reads the bytes from one position, where a frame starts, to another.
  static Frames read(Path file, long from, long to) throws IOException {
    return read(file, from, to, ByteBuffer::allocate);
  }

  /// @param memory gives as many bytes as it is asked for
  static Frames read(Path file, long from, long to, IntFunction<ByteBuffer> memory)
      throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer bytes = memory.apply(Math.toIntExact(to - from));
      while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {
        // Reads on.
      }
      return new Frames(bytes.flip(), from);
    }
  }

  /// The next record, or null at the end of the piece, before a frame that is not whole, and before one that
  /// does not match its checksum.
  @Nullable ByteBuffer next() {
    if (bytes.remaining() < HEADER) {
      return null;
    }
    int size = bytes.getInt(bytes.position());
    if (size <= 0 || size > bytes.remaining() - HEADER) {
      return null;
    }
    ByteBuffer record = bytes.slice(bytes.position() + HEADER, size);
    checksum.reset();
    checksum.update(record.duplicate());
    if ((int) checksum.getValue() != bytes.getInt(bytes.position() + Integer.BYTES)) {
      return null;
    }
    bytes.position(bytes.position() + HEADER + size);
    return record;
  }

  /// All bytes of the piece.
  ByteBuffer bytes() {
    return bytes.duplicate().clear();
  }

  /// Where in the segment the next frame starts.
  long position() {
    return from + bytes.position();
  }
}
