package dev.slipway.serving.connection;

import static dev.slipway.serving.ServingFixture.primary;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.route.Environment;
import dev.slipway.serving.ServingFixture;
import dev.slipway.serving.plane.Limits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Clients that hold a connection without using it are let go, and nobody else notices. A client is waited
/// for half a second here, and as long again for every 512 KiB.
final class SlowClientTest {
  private static final String GOOD = "{\"distance\":1000,\"origin\":\"ATL\"}";
  private static final String HEAD =
      "POST /predict/flights HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n";

  @TempDir private Path temp;
  private ServingFixture serving;

  @BeforeEach
  void start() {
    Patience patience = new Patience(Duration.ofSeconds(60), Duration.ofMillis(500), 1 << 20);
    Limits limits = new Limits(10 << 20, 100_000, 20, Duration.ofSeconds(2));
    serving = new ServingFixture(temp, limits, patience);
    serving.publish(Environment.PRODUCTION, primary(serving.register("0.2")));
  }

  @AfterEach
  void theNextRequestIsAnswered() throws InterruptedException {
    for (int i = 0; i < 1000 && serving.plane.inFlight() > 0; i++) {
      Thread.sleep(10);
    }
    assertThat(serving.plane.inFlight()).isZero();
    assertThat(serving.post("/predict/flights", GOOD).statusCode()).isEqualTo(200);
    serving.close();
  }

  @Test
  void aConnectionThatSaysNothingEnds() throws IOException {
    try (RawClient client = client()) {
      assertThat(client.ended()).isTrue();
    }
  }

  @Test
  void aRequestThatStopsHalfwayEndsItsConnection() throws IOException {
    for (String half :
        List.of(
            "P", "POST /pre", HEAD.formatted(33), HEAD.formatted(33) + "\r\n{\"dist", "PRI * HT")) {
      try (RawClient client = client().send(half)) {
        assertThat(client.ended()).as(half).isTrue();
      }
    }
  }

  @Test
  void aByteNowAndThenDoesNotKeepAConnection() throws Exception {
    assertDribbledAway("", HEAD.formatted(33) + "X-Padding: " + "x".repeat(1000));
    assertDribbledAway(HEAD.formatted(1000) + "\r\n", " ".repeat(1000));
    assertDribbledAway(
        "POST /predict/flights HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n",
        "1\r\n \r\n".repeat(200));
  }

  @Test
  void manySlowClientsKeepNoPlaceFromOthers() throws Exception {
    List<RawClient> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 200; i++) {
        slow.add(client().send(HEAD.formatted(1000) + "\r\n{"));
      }
      for (RawClient client : slow) {
        assertThat(client.ended()).isTrue();
      }
    } finally {
      for (RawClient client : slow) {
        client.close();
      }
    }
  }

  @Test
  void aClientThatNeverReadsIsLetGo() throws Exception {
    String rows = "[" + (GOOD + ",").repeat(20_000) + GOOD + "]";
    byte[] request =
        (HEAD.formatted(rows.length()) + "\r\n" + rows).getBytes(StandardCharsets.US_ASCII);
    try (RawClient client = client()) {
      int taken = 0;
      while (taken < 200 && client.trySend(request)) {
        taken++;
      }
      assertThat(taken).as("requests taken of one who reads no reply").isLessThan(200);
    }
  }

  @Test
  void whoKeepsUpMayTakeLong() throws Exception {
    byte[] body = (GOOD + " ".repeat(4 << 20)).getBytes(StandardCharsets.US_ASCII);
    try (RawClient client = client().send(HEAD.formatted(body.length) + "\r\n")) {
      int part = body.length / 16;
      for (int from = 0; from < body.length; from += part) {
        client.send(java.util.Arrays.copyOfRange(body, from, Math.min(body.length, from + part)));
        Thread.sleep(80);
      }
      assertThat(client.reply().status()).isEqualTo(200);
    }
  }

  @Test
  void aConnectionMayRestBetweenRequests() throws Exception {
    String request = HEAD.formatted(GOOD.length()) + "\r\n" + GOOD;
    try (RawClient client = client()) {
      assertThat(client.send(request).reply().status()).isEqualTo(200);
      Thread.sleep(1_500);
      assertThat(client.send(request).reply().status()).isEqualTo(200);
    }
  }

  @Test
  void aConnectionEndsAfterTheRequestThatSaysItIsTheLast() throws Exception {
    String last = HEAD.formatted(GOOD.length()) + "Connection: close\r\n\r\n" + GOOD;
    try (RawClient client = client().send(last)) {
      RawClient.Reply reply = client.reply();
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.head()).contains("connection: close");
      assertThat(client.read()).isEqualTo(-1);
    }
    try (RawClient client = client().send(last + last)) {
      assertThat(client.reply().status()).isEqualTo(200);
      assertThat(client.read()).as("what follows the last request is no request").isEqualTo(-1);
    }
  }

  private void assertDribbledAway(String first, String rest) throws Exception {
    try (RawClient client = client().send(first)) {
      byte[] bytes = rest.getBytes(StandardCharsets.US_ASCII);
      int taken = 0;
      while (taken < bytes.length && client.trySend(new byte[] {bytes[taken]})) {
        taken++;
        Thread.sleep(20);
      }
      assertThat(taken).isLessThan(bytes.length);
    }
  }

  private RawClient client() throws IOException {
    return new RawClient(serving.server.port());
  }
}
