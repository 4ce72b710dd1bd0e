package dev.slipway.serving.connection;

import static dev.slipway.serving.ServingFixture.primary;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.route.Environment;
import dev.slipway.serving.ServingFixture;
import dev.slipway.serving.plane.Limits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests that no library would send. After every one the next request is answered.
final class HostileRequestTest {
  private static final String GOOD = "{\"distance\":1000,\"origin\":\"ATL\"}";
  private static final String CHUNKED =
      "POST /predict/flights HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";

  @TempDir private Path temp;
  private ServingFixture serving;

  @BeforeEach
  void start() {
    Patience patience = new Patience(Duration.ofSeconds(60), Duration.ofSeconds(2), 1 << 20);
    Limits limits = new Limits(1 << 20, 50_000, 100, Duration.ofSeconds(2));
    serving = new ServingFixture(temp, limits, patience);
    serving.publish(Environment.PRODUCTION, primary(serving.register("0.2")));
  }

  @AfterEach
  void theNextRequestIsAnswered() throws Exception {
    try (RawClient client = client().send(good())) {
      assertThat(client.reply().status()).isEqualTo(200);
    }
    for (int i = 0; i < 500 && serving.plane.inFlight() > 0; i++) {
      Thread.sleep(10);
    }
    assertThat(serving.plane.inFlight()).isZero();
    serving.close();
  }

  /// What two servers in a row could take for different requests.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 4\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\nContent-Length: 4",
        "Content-Length: 4\r\nContent-Length: 5",
        "Content-Length: 4, 5",
        "Content-Length: +4",
        "Content-Length: -4",
        "Content-Length: 0x4",
        "Content-Length: 99999999999999999999",
        "Content-Length: ",
        "Transfer-Encoding: chunked, identity",
        "Transfer-Encoding: identity, chunked",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding : chunked",
        " Transfer-Encoding: chunked",
        "X: a\r\n Content-Length: 4",
        "X: a\r\n\tContent-Length: 4",
        "Content-Length\r\n: 4",
        "Con\u0000tent-Length: 4",
        "X: a\rContent-Length: 4",
        "X: a\nContent-Length: 4",
        "no colon",
        "Host: y",
      })
  void aBodyWhoseLengthIsDoubtfulIsRefusedAndTheConnectionEnds(String headers) throws IOException {
    String request =
        "POST /predict/flights HTTP/1.1\r\nHost: x\r\n%s\r\n\r\n0\r\n\r\n".formatted(headers);
    try (RawClient client =
        client().send(request + new String(good(), StandardCharsets.US_ASCII))) {
      assertThat(client.reply().status()).as(headers).isBetween(400, 501).isNotEqualTo(500);
      assertThat(client.read()).as("nothing behind it is a request").isEqualTo(-1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET",
        "GET /",
        "GET / HTTP/1.1 more",
        "GET  / HTTP/1.1",
        " GET / HTTP/1.1",
        "GET / HTTP/9.9",
        "GET / http/1.1",
        "GE\u0001T / HTTP/1.1",
        "GET /\u0000 HTTP/1.1",
        "GET /%zz HTTP/1.1",
        "GET /%c0%af HTTP/1.1\r\nBroken\u0000: 1",
        "GET /[ HTTP/1.1",
        "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001",
        "{\"distance\":1}",
      })
  void whatIsNoRequestLineIsRefused(String line) throws IOException {
    try (RawClient client = client().send(line + "\r\nHost: x\r\n\r\n")) {
      int status = client.reply().status();
      assertThat(status == 0 || status >= 400 && status < 506 && status != 500)
          .as("%s: %d", line, status)
          .isTrue();
      assertThat(client.ended()).isTrue();
    }
  }

  @Test
  void headersHaveABound() throws IOException {
    try (RawClient client = client()) {
      client.trySend(
          ("GET /health/live HTTP/1.1\r\nHost: x\r\nX: " + "x".repeat(1 << 20) + "\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      assertThat(client.reply().status()).isIn(400, 431, 0);
      assertThat(client.ended()).isTrue();
    }
    try (RawClient client = client()) {
      client.trySend(
          ("GET /health/live HTTP/1.1\r\nHost: x\r\n" + "a: b\r\n".repeat(100_000) + "\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      assertThat(client.reply().status()).isIn(400, 431, 0);
      assertThat(client.ended()).isTrue();
    }
    try (RawClient client = client()) {
      client.trySend(
          ("GET /" + "x".repeat(1 << 20) + " HTTP/1.1\r\nHost: x\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      assertThat(client.reply().status()).isIn(400, 414, 0);
      assertThat(client.ended()).isTrue();
    }
  }

  @Test
  void endpointsHaveNoWayOutOfTheirPath() throws IOException {
    for (String path :
        List.of(
            "/predict/..%2f..%2fetc%2fpasswd",
            "/predict/%2e%2e/metrics",
            "/predict/flights%00",
            "/predict/flights;v=1/../x",
            "/predict/%ff%fe",
            "/predict/a%0d%0aX-Evil:%201",
            "//predict/flights/",
            "/predict/" + "x".repeat(3_000))) {
      String request =
          "POST %s HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%s"
              .formatted(path, GOOD.length(), GOOD);
      try (RawClient client = client().send(request)) {
        RawClient.Reply reply = client.reply();
        assertThat(reply.status()).as(path).isIn(400, 404, 405);
        assertThat(reply.head()).doesNotContain("\r\nx-evil");
      }
    }
    try (RawClient client =
        client()
            .send(
                "POST http://elsewhere/predict/flights HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%s"
                    .formatted(GOOD.length(), GOOD))) {
      assertThat(client.reply().status()).as("the absolute form").isIn(200, 400);
    }
  }

  @Test
  void requestsInOnePieceAreAnsweredInTurn() throws IOException {
    ByteArrayOutputStream many = new ByteArrayOutputStream();
    for (int i = 0; i < 200; i++) {
      String body = i % 2 == 0 ? GOOD : "{\"distance\":";
      many.writeBytes(post(body));
    }
    try (RawClient client = client().send(many.toByteArray())) {
      for (int i = 0; i < 200; i++) {
        assertThat(client.reply().status()).isEqualTo(i % 2 == 0 ? 200 : 400);
      }
    }
  }

  @Test
  void moreThanTheLengthSaysIsTheNextRequest() throws IOException {
    try (RawClient client =
        client()
            .send(
                "POST /predict/flights HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%sgarbage\r\n\r\n"
                    .formatted(GOOD.length(), GOOD))) {
      assertThat(client.reply().status()).isEqualTo(200);
      assertThat(client.reply().status()).isIn(400, 0);
      assertThat(client.ended()).isTrue();
    }
    try (RawClient client =
        client()
            .send(
                "POST /predict/flights HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n"
                    + GOOD)) {
      client.halfClose();
      assertThat(client.reply().status()).isIn(400, 0);
    }
  }

  @Test
  void tinyChunksAreABody() throws IOException {
    StringBuilder chunks = new StringBuilder(CHUNKED);
    GOOD.chars().forEach(c -> chunks.append("1\r\n").append((char) c).append("\r\n"));
    try (RawClient client = client().send(chunks + "0\r\n\r\n").send(good())) {
      assertThat(client.reply().status()).isEqualTo(200);
      assertThat(client.reply().status()).as("the next on this connection").isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1\r\n",
        "zz\r\n",
        "\r\n",
        "100000000\r\n",
        "ffffffffffffffffffff\r\n",
        "0x4\r\n{}\r\n",
        "1\r\n\r\r\n0\r\n",
      })
  void aChunkThatIsNoneIsRefused(String chunk) throws IOException {
    try (RawClient client = client().send(CHUNKED + chunk + "0\r\nnot: empty\r\n\r\n")) {
      assertThat(client.reply().status()).as(chunk).isIn(400, 413, 0);
      assertThat(client.ended()).isTrue();
    }
  }

  /// Nothing comes after it, and the reply does not wait for that.
  @Test
  void aBrokenChunkIsToldAtOnce() throws IOException {
    for (String path : new String[] {"/predict/flights", "/v2/repository/index"}) {
      try (RawClient client = client().send(CHUNKED.replace("/predict/flights", path) + "zz\r\n")) {
        RawClient.Reply reply = client.reply();
        assertThat(reply.status()).as(path).isEqualTo(400);
        assertThat(reply.body()).contains("the body broke off");
      }
    }
  }

  @Test
  void neitherGiantChunksNorEndlessHeadsOfThemAreGathered() throws Exception {
    assertBounded(CHUNKED + "7fffffff\r\n");
    assertBounded(CHUNKED + "1;extension=");
    assertBounded(CHUNKED + "0\r\n");
    assertBounded(
        "POST /predict/flights HTTP/1.1\r\nHost: x\r\nContent-Length: 9999999999\r\n\r\n");
    assertBounded("");
  }

  @Test
  void aBombOfGzipIsRefusedWhileItIsUnpacked() throws IOException {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bomb)) {
      byte[] blanks = new byte[1 << 20];
      Arrays.fill(blanks, (byte) ' ');
      for (int i = 0; i < 200; i++) {
        out.write(blanks);
      }
    }
    String head =
        "POST /predict/flights HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n"
            .formatted(bomb.size());
    try (RawClient client = client().send(head).send(bomb.toByteArray())) {
      assertThat(client.reply().status()).isEqualTo(413);
    }
  }

  @Test
  void valuesThatAreNoneAreToldInTheProtocolsForm() throws IOException {
    String number = "9".repeat(10_000);
    assertThat(status("{\"distance\":%s,\"origin\":\"ATL\"}".formatted(number))).isIn(400, 422);
    assertThat(status("{\"distance\":1e%s,\"origin\":\"ATL\"}".formatted(number))).isIn(400, 422);
    assertThat(status("{\"distance\":0.%s,\"origin\":\"ATL\"}".formatted(number))).isIn(400, 422);
    assertThat(status("{\"distance\":-Infinity,\"origin\":\"ATL\"}")).isIn(400, 422);
    assertThat(status("{\"x\":" + "{\"x\":".repeat(10_000))).isEqualTo(400);
    for (int[] bytes :
        new int[][] {{0xc0, 0xaf}, {0xed, 0xa0, 0x80}, {0xf4, 0x90, 0x80, 0x80}, {0xe2, 0x82}}) {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      body.writeBytes("{\"distance\":1,\"origin\":\"".getBytes(StandardCharsets.US_ASCII));
      Arrays.stream(bytes).forEach(body::write);
      body.writeBytes("\"}".getBytes(StandardCharsets.US_ASCII));
      try (RawClient client = client().send(post(body.toByteArray()))) {
        RawClient.Reply reply = client.reply();
        assertThat(reply.status()).as(Arrays.toString(bytes)).isEqualTo(400);
        assertThat(reply.body()).contains("MALFORMED_REQUEST");
        assertThat(client.send(good()).reply().status()).isEqualTo(200);
      }
    }
  }

  private int status(String body) throws IOException {
    try (RawClient client = client().send(post(body)).send(good())) {
      RawClient.Reply reply = client.reply();
      assertThat(reply.body()).startsWith("{\"error\":{\"code\":");
      assertThat(client.reply().status()).as("the next on this connection").isEqualTo(200);
      return reply.status();
    }
  }

  /// Sends for as long as the server takes it: it must stop long before 200 MB, having kept none of them.
  private void assertBounded(String start) throws Exception {
    long before = heap();
    byte[] megabyte = new byte[1 << 20];
    Arrays.fill(megabyte, (byte) 'x');
    try (RawClient client = client().send(start)) {
      int taken = 0;
      while (taken < 200 && client.trySend(megabyte)) {
        taken++;
      }
      assertThat(taken).as(start).isLessThan(200);
      assertThat(heap() - before).as(start).isLessThan(20 << 20);
    }
  }

  private static long heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static byte[] good() {
    return post(GOOD);
  }

  private static byte[] post(String body) {
    return post(body.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] post(byte[] body) {
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(
        "POST /predict/flights HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n"
            .formatted(body.length)
            .getBytes(StandardCharsets.US_ASCII));
    request.writeBytes(body);
    return request.toByteArray();
  }

  private RawClient client() throws IOException {
    return new RawClient(serving.server.port());
  }
}
