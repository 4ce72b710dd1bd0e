package dev.slipway.scoring.worker.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.model.Classes;
import dev.slipway.core.model.Output;
import dev.slipway.core.table.ColumnType;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Random and damaged bytes from a worker: a frame, or one of two exceptions, and nothing else.
final class FrameFuzzTest {
  private static final Output LABEL =
      new Output.Label(new Classes(List.of("a", "b", "c"), ColumnType.STRING));
  private static final int LONGEST = 1 << 16;

  @TempDir private Path folder;

  @Test
  void bytesOnTheSocketAreAFrameOrRefused() throws IOException {
    Random random = new Random(1);
    int frames = 0;
    int refused = 0;
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("s"));
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(address);
      for (int round = 0; round < 3_000; round++) {
        try (SocketChannel worker = SocketChannel.open(address);
            WorkerChannel channel = new WorkerChannel(server.accept())) {
          worker.write(damaged(random));
          worker.shutdownOutput();
          try {
            while (true) {
              Frame frame = channel.receive(LONGEST, System.nanoTime() + 10_000_000_000L);
              assertThat(frame.body().remaining()).isLessThanOrEqualTo(LONGEST);
              frames++;
            }
          } catch (BrokenFrame | EOFException _) {
            refused++;
          }
        }
      }
    }
    assertThat(refused).isEqualTo(3_000);
    assertThat(frames).isGreaterThan(500);
  }

  /// Two good frames, of which some bytes are changed, cut off or made up.
  private static ByteBuffer damaged(Random random) {
    ByteBuffer bytes = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 2; i++) {
      byte[] body = new byte[random.nextInt(60)];
      random.nextBytes(body);
      new FrameHeader(body.length, FrameType.RESULT, random.nextLong(), 0).write(bytes);
      bytes.put(body);
    }
    bytes.flip();
    for (int i = random.nextInt(4); i > 0; i--) {
      bytes.put(random.nextInt(bytes.limit()), (byte) random.nextInt());
    }
    return bytes.limit(random.nextInt(bytes.limit() + 1));
  }

  @Test
  void aBodyIsScoresOrRefused() {
    Random random = new Random(2);
    int accepted = 0;
    for (int round = 0; round < 200_000; round++) {
      int rows = random.nextInt(3);
      ByteBuffer body =
          ByteBuffer.allocate(random.nextInt(8) == 0 ? random.nextInt(40) : 8 + 8 * rows)
              .order(ByteOrder.LITTLE_ENDIAN);
      if (body.remaining() >= 8) {
        body.putInt(random.nextInt(9) == 0 ? random.nextInt() : rows).putInt(1);
      }
      while (body.remaining() >= 8) {
        body.putDouble(
            random.nextInt(5) == 0
                ? Double.longBitsToDouble(random.nextLong())
                : random.nextInt(4));
      }
      body.flip();
      try {
        double[] out = new double[rows];
        ScoresBody.of(body, rows, LABEL).take(rows, out);
        for (double label : out) {
          assertThat(label).isIn(0.0, 1.0, 2.0);
        }
        accepted++;
      } catch (BrokenFrame _) {
        // As it should be.
      }
    }
    assertThat(accepted).isBetween(10_000, 190_000);
  }
}
