package dev.slipway.serving.connection;

import static dev.slipway.serving.ServingFixture.primary;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.route.Environment;
import dev.slipway.serving.ServingFixture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Clients of HTTP/1.0, such as `ab`, the health checks of HAProxy, and nginx before 1.29 as it comes.
final class OldClientTest {
  private static final String BODY = "{\"distance\":1000,\"origin\":\"ATL\"}";
  private static final String POST =
      "POST /predict/flights HTTP/1.0\r\n%sContent-Length: " + BODY.length() + "\r\n\r\n" + BODY;

  @TempDir private Path temp;
  private ServingFixture serving;

  @BeforeEach
  void start() {
    serving = new ServingFixture(temp);
    serving.publish(Environment.PRODUCTION, primary(serving.register("0.2")));
  }

  @AfterEach
  void stop() {
    serving.close();
  }

  @Test
  void aCheckWithoutAnyHeaderIsAnsweredAndTheConnectionEnds() throws IOException {
    try (RawClient client = client().send("GET /health/live HTTP/1.0\r\n\r\n")) {
      RawClient.Reply reply = client.reply();
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.body()).isEqualTo("{\"live\":true}");
      assertThat(reply.head()).contains("connection: close").doesNotContain("chunked");
      assertThat(client.read()).isEqualTo(-1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Host: flights\r\nConnection: close\r\n",
        "Host: flights\r\nX-Forwarded-For: 10.0.0.1\r\nConnection: close\r\n",
        "User-Agent: old/1.0\r\nExpect: 100-continue\r\n",
      })
  void aPredictionIsAnsweredAndTheConnectionEnds(String headers) throws IOException {
    String request = POST.formatted(headers);
    try (RawClient client = client().send(request + request)) {
      RawClient.Reply reply = client.reply();
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.body()).contains("\"prediction\"");
      assertThat(client.read()).as("nothing behind it is a request").isEqualTo(-1);
    }
  }

  @Test
  void aConnectionIsKeptForWhoAsksForThat() throws IOException {
    try (RawClient client = client()) {
      for (String connection : new String[] {"Keep-Alive", "keep-alive", "TE, Keep-Alive"}) {
        client.send(POST.formatted("Host: x\r\nConnection: " + connection + "\r\n"));
        RawClient.Reply reply = client.reply();
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.head()).contains("connection: keep-alive");
      }
      client.send(POST.replace("1.0", "1.1").formatted("Host: x\r\n"));
      assertThat(client.reply().status()).isEqualTo(200);
    }
  }

  @Test
  void aRequestMayComeByteByByte() throws IOException {
    try (RawClient client = client()) {
      for (byte one : POST.formatted("").getBytes(StandardCharsets.US_ASCII)) {
        client.send(new byte[] {one});
      }
      assertThat(client.reply().status()).isEqualTo(200);
    }
  }

  /// Neither a body nor a header that ends with the words of a request line is one.
  @Test
  void onlyARequestLineIsRead() throws IOException {
    String body = "{\"distance\":1000,\"origin\":\"GET / HTTP/1.0\"}";
    String request =
        "POST /predict/flights HTTP/1.1\r\nHost: x\r\nConnection: x HTTP/1.0\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(body.length(), body);
    try (RawClient client = client()) {
      for (int i = 0; i < 3; i++) {
        assertThat(client.send(request).reply().status()).isEqualTo(200);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Transfer-Encoding: chunked\r\n",
        "transfer-encoding : chunked\r\nConnection: keep-alive\r\n",
        "Host: x\r\nHost: y\r\n",
        "Host : x\r\n",
        "X: a\r\n Content-Length: 4\r\n",
        "Connection: keep-alive\r\n\tX: a\r\n",
        "Content-Length: 4\r\n",
        "no colon\r\n",
        "X: a\nContent-Length: 4\r\n",
        "Nul\u0000: 4\r\n",
      })
  void whatIsDoubtfulIsRefusedAsInANewerRequest(String headers) throws IOException {
    try (RawClient client = client().send(POST.formatted(headers))) {
      assertThat(client.reply().status()).as(headers).isEqualTo(400);
      assertThat(client.ended()).isTrue();
    }
  }

  @Test
  void headsHaveABound() throws IOException {
    try (RawClient client = client()) {
      client.trySend(
          ("GET /health/live HTTP/1.0\r\n" + "a: b\r\n".repeat(100_000) + "\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      assertThat(client.reply().status()).isIn(400, 431, 0);
      assertThat(client.ended()).isTrue();
    }
    try (RawClient client = client().send("GET /health/live HTTP/1.0\r\nHost: x")) {
      client.halfClose();
      assertThat(client.ended()).isTrue();
    }
  }

  private RawClient client() throws IOException {
    return new RawClient(serving.server.port());
  }
}
