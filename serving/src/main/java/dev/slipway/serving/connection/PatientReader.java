package dev.slipway.serving.connection;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// What comes in on a connection. Lines and chunks, which the HTTP server would gather in memory whatever
/// their length, have a bound here. For the connection's thread.
final class PatientReader extends DataReader {
  private static final int LONGEST_LINE = 4 << 10;
  private static final int LONGEST_CHUNK = 16 << 20;

  private final UnaryOperator<byte[]> requestLine;

  /// @param requestLine is asked for what stands in the place of bytes that may be a request line
  // Helidon means to make the constructor inaccessible, not the class final.
  @SuppressWarnings("removal")
  PatientReader(Supplier<byte[]> in, UnaryOperator<byte[]> requestLine) {
    super(in);
    this.requestLine = requestLine;
  }

  @Override
  public byte[] readBytes(int length) {
    return requestLine.apply(super.readBytes(length));
  }

  @Override
  public String readLine() throws IncorrectNewLineException {
    int length = findNewLine(LONGEST_LINE);
    if (length >= LONGEST_LINE) {
      throw new SlipwayException(
          ErrorCode.MALFORMED_REQUEST,
          "the head of a chunk is longer than %d bytes; send the chunk's length alone"
              .formatted(LONGEST_LINE));
    }
    String line = readAsciiString(length);
    skip(2);
    return line;
  }

  @Override
  public BufferData readBuffer(int length) {
    if (length > LONGEST_CHUNK) {
      throw new SlipwayException(
          ErrorCode.PAYLOAD_TOO_LARGE,
          "a chunk is longer than %d bytes; send smaller ones".formatted(LONGEST_CHUNK));
    }
    return super.readBuffer(length);
  }
}
