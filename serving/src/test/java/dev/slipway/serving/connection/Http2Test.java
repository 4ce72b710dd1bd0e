package dev.slipway.serving.connection;

import static dev.slipway.serving.ServingFixture.primary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.core.route.Environment;
import dev.slipway.serving.ServingFixture;
import dev.slipway.serving.plane.Limits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// HTTP/2 on the port of HTTP/1.1, for clients that begin with it, and its known floods.
final class Http2Test {
  private static final String GOOD = "{\"distance\":1000,\"origin\":\"ATL\"}";
  private static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final int HEADERS = 1;
  private static final int RST_STREAM = 3;
  private static final int SETTINGS = 4;
  private static final int PING = 6;
  private static final int CONTINUATION = 9;
  private static final int END_HEADERS = 4;

  @TempDir private Path temp;
  private ServingFixture serving;

  @BeforeEach
  void start() {
    Patience patience = new Patience(Duration.ofSeconds(60), Duration.ofSeconds(2), 1 << 20);
    serving =
        new ServingFixture(temp, new Limits(1 << 20, 1000, 100, Duration.ofSeconds(2)), patience);
    serving.publish(Environment.PRODUCTION, primary(serving.register("0.2")));
  }

  @AfterEach
  void theNextRequestIsAnswered() throws InterruptedException {
    assertThat(serving.post("/predict/flights", GOOD).statusCode()).isEqualTo(200);
    for (int i = 0; i < 500 && serving.plane.inFlight() > 0; i++) {
      Thread.sleep(10);
    }
    assertThat(serving.plane.inFlight()).isZero();
    serving.close();
  }

  @Test
  void curlMayBeginWithIt() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")), "curl is not installed");
    assertThat(curl("--http2-prior-knowledge")).endsWith(" 200 2");
    assertThat(curl("--http1.1")).endsWith(" 200 1.1");
    assertThat(curl("--http2")).as("an upgrade is not taken up").endsWith(" 200 1.1");
  }

  @Test
  void streamsThatAreOpenedAndResetEndTheConnection() throws IOException {
    try (RawClient client = client().send(PREFACE).send(frame(SETTINGS, 0, 0))) {
      int stream = 1;
      while (stream < 200_000
          && client.trySend(frame(HEADERS, END_HEADERS, stream, request()))
          && client.trySend(frame(RST_STREAM, 0, stream, (byte) 0, (byte) 0, (byte) 0, (byte) 8))) {
        stream += 2;
      }
      assertThat(stream).isLessThan(200_000);
    }
  }

  @Test
  void headersThatNeverEndEndTheConnection() throws IOException {
    try (RawClient client =
        client().send(PREFACE).send(frame(SETTINGS, 0, 0)).send(frame(HEADERS, 0, 1, request()))) {
      byte[] more = frame(CONTINUATION, 0, 1, new byte[16_000]);
      int taken = 0;
      while (taken < 5_000 && client.trySend(more)) {
        taken++;
      }
      assertThat(taken).isLessThan(5_000);
    }
  }

  @Test
  void whatIsNoFrameEndsTheConnection() throws IOException {
    for (byte[] bytes :
        new byte[][] {
          frame(HEADERS, END_HEADERS, 2, request()),
          frame(HEADERS, END_HEADERS, 0, request()),
          frame(SETTINGS, 0, 0, (byte) 1),
          frame(PING, 0, 0, (byte) 1),
          frame(CONTINUATION, 0, 1, request()),
          frame(HEADERS, END_HEADERS, 1, new byte[] {(byte) 0xff, (byte) 0xff, (byte) 0xff}),
          {(byte) 0xff, (byte) 0xff, (byte) 0xff, 1, 0, 0, 0, 0, 1},
        }) {
      try (RawClient client = client().send(PREFACE).send(frame(SETTINGS, 0, 0)).send(bytes)) {
        assertThat(client.ended()).isTrue();
      }
    }
  }

  private String curl(String version) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                "/usr/bin/curl",
                "-sS",
                version,
                "-d",
                GOOD,
                "-w",
                " %{http_code} %{http_version}",
                serving.uri("/predict/flights").toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }

  /// `POST /predict/flights` in HPACK: two entries of the static table, two literals.
  private static byte[] request() {
    ByteArrayOutputStream headers = new ByteArrayOutputStream();
    headers.write(0x83);
    headers.write(0x86);
    literal(headers, 0x04, "/predict/flights");
    literal(headers, 0x01, "localhost");
    return headers.toByteArray();
  }

  private static void literal(ByteArrayOutputStream out, int name, String value) {
    out.write(name);
    out.write(value.length());
    out.writeBytes(value.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] frame(int type, int flags, int stream, byte... payload) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(payload.length >> 16);
    frame.write(payload.length >> 8);
    frame.write(payload.length);
    frame.write(type);
    frame.write(flags);
    for (int shift = 24; shift >= 0; shift -= 8) {
      frame.write(stream >> shift);
    }
    frame.writeBytes(payload);
    return frame.toByteArray();
  }

  private RawClient client() throws IOException {
    return new RawClient(serving.server.port());
  }
}
