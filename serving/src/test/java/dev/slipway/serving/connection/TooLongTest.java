package dev.slipway.serving.connection;

import static dev.slipway.serving.ServingFixture.primary;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.route.Environment;
import dev.slipway.serving.ServingFixture;
import dev.slipway.serving.plane.Limits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Bodies over the limit, here 1 MB, of clients that send the whole of them before they read a reply.
final class TooLongTest {
  private static final String HEAD = "POST %s HTTP/1.1\r\nHost: x\r\n%s\r\n\r\n";
  private static final byte[] MEGABYTE = new byte[1 << 20];

  @TempDir private Path temp;
  private ServingFixture serving;

  @BeforeEach
  void start() {
    new Random(1).nextBytes(MEGABYTE);
    Patience patience = new Patience(Duration.ofSeconds(60), Duration.ofSeconds(3), 1 << 20);
    serving =
        new ServingFixture(temp, new Limits(1 << 20, 1_000, 100, Duration.ofSeconds(2)), patience);
    serving.publish(Environment.PRODUCTION, primary(serving.register("0.2")));
  }

  @AfterEach
  void theNextRequestIsAnswered() {
    assertThat(serving.post("/predict/flights", "{\"distance\":1,\"origin\":\"ATL\"}").statusCode())
        .isEqualTo(200);
    serving.close();
  }

  @Test
  void theReplyIsSeenByWhoSendsEverythingFirst() throws IOException {
    for (int megabytes : new int[] {2, 60}) {
      assertTold(
          "/predict/flights",
          "Content-Length: " + (megabytes << 20),
          out -> {
            for (int i = 0; i < megabytes; i++) {
              out.write(MEGABYTE);
            }
          });
      assertTold(
          "/predict/flights",
          "Transfer-Encoding: chunked",
          out -> {
            for (int i = 0; i < megabytes; i++) {
              chunk(out, MEGABYTE);
            }
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
          });
    }
  }

  @Test
  void theReplyIsSeenByWhoCompresses() throws IOException {
    byte[] four = gzip(MEGABYTE, MEGABYTE, MEGABYTE, MEGABYTE);
    byte[] bomb = gzip(new byte[200 << 20]);
    for (byte[] body : new byte[][] {four, bomb}) {
      String coding = "Content-Encoding: gzip\r\n";
      assertTold(
          "/predict/flights", coding + "Content-Length: " + body.length, out -> out.write(body));
      assertTold(
          "/predict/flights",
          coding + "Transfer-Encoding: chunked",
          out -> {
            chunk(out, body);
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
          });
    }
  }

  @Test
  void theReplyIsSeenByWhoSendsOneEnormousChunk() throws IOException {
    assertTold(
        "/predict/flights",
        "Transfer-Encoding: chunked",
        out -> {
          out.write((Integer.toHexString(20 << 20) + "\r\n").getBytes(StandardCharsets.US_ASCII));
          for (int i = 0; i < 20; i++) {
            out.write(MEGABYTE);
          }
          out.write("\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        });
  }

  @Test
  void theReplyIsSeenByWhoAsksWhereSmallBodiesAreRead() throws IOException {
    for (String length : new String[] {"Content-Length: 4194304", "Transfer-Encoding: chunked"}) {
      assertTold(
          "/v2/repository/index",
          length,
          out -> {
            for (int i = 0; i < 4; i++) {
              if (length.startsWith("T")) {
                chunk(out, MEGABYTE);
              } else {
                out.write(MEGABYTE);
              }
            }
            if (length.startsWith("T")) {
              out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            }
          });
    }
  }

  @Test
  void whoNeverStopsIsLetGo() throws IOException {
    for (String path : new String[] {"/predict/flights", "/v2/repository/index"}) {
      try (RawClient client = client().send(HEAD.formatted(path, "Transfer-Encoding: chunked"))) {
        ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        chunk(chunk, MEGABYTE);
        int taken = 0;
        while (taken < 1_000 && client.trySend(chunk.toByteArray())) {
          taken++;
        }
        assertThat(taken).as(path).isLessThan(1_000);
      }
    }
  }

  @Test
  void whoSaysNothingMoreIsLetGo() throws IOException {
    try (RawClient client =
        client().send(HEAD.formatted("/predict/flights", "Content-Length: 99999999") + "{")) {
      assertThat(client.reply().status()).isEqualTo(413);
      assertThat(client.ended()).isTrue();
    }
  }

  @Test
  void whoSendsAByteNowAndThenIsLetGo() throws Exception {
    try (RawClient client =
        client().send(HEAD.formatted("/predict/flights", "Content-Length: 99999999"))) {
      assertThat(client.reply().status()).isEqualTo(413);
      int taken = 0;
      while (taken < 400 && client.trySend(new byte[1])) {
        taken++;
        Thread.sleep(50);
      }
      assertThat(taken).isLessThan(400);
    }
  }

  private interface Body {
    void writeTo(OutputStream out) throws IOException;
  }

  private void assertTold(String path, String length, Body body) throws IOException {
    try (RawClient client = client().send(HEAD.formatted(path, length))) {
      body.writeTo(client.out());
      RawClient.Reply reply = client.reply();
      assertThat(reply.status()).as(path + " " + length).isEqualTo(413);
      assertThat(reply.body()).as(path + " " + length).containsPattern("longer than .*; send ");
    }
  }

  private static void chunk(OutputStream out, byte[] bytes) throws IOException {
    out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.write(bytes);
    out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] gzip(byte[]... parts) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      for (byte[] part : parts) {
        out.write(part);
      }
    }
    return bytes.toByteArray();
  }

  private RawClient client() throws IOException {
    return new RawClient(serving.server.port());
  }
}
