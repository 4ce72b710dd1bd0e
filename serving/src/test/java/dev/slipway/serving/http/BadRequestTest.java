package dev.slipway.serving.http;

import static dev.slipway.serving.ServingFixture.primary;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.route.Environment;
import dev.slipway.serving.ServingFixture;
import dev.slipway.wire.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// After every one of these the next request is answered as if nothing had been.
class BadRequestTest {
  private static final String GOOD = "{\"distance\":1000,\"origin\":\"ATL\"}";

  @TempDir Path temp;
  private ServingFixture serving;

  @BeforeEach
  void start() {
    serving = new ServingFixture(temp);
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
  void everyFaultOfARowIsToldAtOnce() {
    HttpResponse<String> reply =
        serving.post("/predict/flights", "{\"distance\":\"far\",\"hour\":NaN,\"orign\":\"ATL\"}");

    assertThat(reply.statusCode()).isEqualTo(422);
    JsonNode error = Json.mapper().readTree(reply.body()).path("error");
    assertThat(error.path("code").asString()).isEqualTo("INVALID_ROW");
    assertThat(error.path("message").asString())
        .isEqualTo("'distance' must be a whole number, got a string (and 3 more faults)");
    assertThat(faults(error))
        .containsExactly(
            "distance type far", "hour finite NaN", "orign unknown ATL", "origin required ");
    assertThat(error.path("faults").path(2).path("message").asString())
        .isEqualTo("is no input of this model; did you mean 'origin'?");
  }

  @Test
  void eachRuleRefusesItsValue() {
    assertFault("{\"origin\":\"ATL\"}", "distance required ");
    assertFault("{\"distance\":null,\"origin\":\"ATL\"}", "distance null null");
    assertFault("{\"distance\":1.5,\"origin\":\"ATL\"}", "distance type 1.5");
    assertFault("{\"distance\":true,\"origin\":\"ATL\"}", "distance type true");
    assertFault("{\"distance\":[1],\"origin\":\"ATL\"}", "distance type ");
    assertFault("{\"distance\":{\"a\":[1]},\"origin\":\"ATL\"}", "distance type ");
    assertFault("{\"distance\":1,\"origin\":7}", "origin type 7");
    assertFault("{\"distance\":1,\"origin\":\"ATL\",\"hour\":Infinity}", "hour finite Infinity");
    assertFault("{\"distance\":1,\"origin\":\"ATL\",\"hour\":\"NaN\"}", "hour finite NaN");
    assertFault("{\"distance\":1,\"origin\":\"ATL\",\"hour\":1e999}", "hour finite 1e999");
    assertFault("{\"distance\":1,\"origin\":\"ATL\",\"distance\":2}", "distance duplicate ");
    assertFault("{\"distance\":1,\"origin\":\"ATL\",\"x\":{\"y\":[]}}", "x unknown ");
  }

  @Test
  void aBatchAnswersItsGoodRowsAndTellsWhatIsWrongWithTheOthers() {
    HttpResponse<String> reply =
        serving.post(
            "/predict/flights",
            "[%s,{\"distance\":\"far\",\"origin\":\"ATL\"},%s]".formatted(GOOD, GOOD));

    assertThat(reply.statusCode()).isEqualTo(200);
    JsonNode predictions = Json.mapper().readTree(reply.body()).path("predictions");
    assertThat(predictions).hasSize(3);
    assertThat(predictions.path(0).has("prediction")).isTrue();
    assertThat(faults(predictions.path(1).path("error"))).containsExactly("distance type far");
    assertThat(predictions.path(1).path("error").path("faults").path(0).path("row").asInt())
        .isEqualTo(1);
    assertThat(predictions.path(2).path("probabilities"))
        .isEqualTo(predictions.path(0).path("probabilities"));
    assertThat(serving.logged()).hasSize(3);
    assertThat(serving.logged().get(1).error()).contains("INVALID_ROW");
  }

  @Test
  void malformedJsonIsToldWithItsPosition() {
    assertMalformed("{\"distance\":1,\n \"origin\" \"ATL\"}", "line 2, column 11");
    assertMalformed("{\"distance\":1", "line 1");
    assertMalformed("", "the body is empty");
    assertMalformed("[]", "the list is empty");
    assertMalformed("[1]", "element 0 of the list is a number");
    assertMalformed("\"text\"", "not a string");
    assertMalformed(GOOD + GOOD, "after the end");
    assertThat(serving.logged()).isEmpty();
  }

  @Test
  void deepNestingIsRefused() {
    String deep = "[".repeat(10_000) + "]".repeat(10_000);

    assertMalformed("{\"distance\":" + deep + "}", "Document nesting depth");
    assertMalformed(deep, "element 0 of the list is a list");
  }

  @Test
  void invalidUtf8IsRefused() throws IOException {
    byte[] body = "{\"distance\":1,\"origin\":\"AT#\"}".getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < body.length; i++) {
      if (body[i] == '#') {
        body[i] = (byte) 0xff;
      }
    }

    HttpResponse<String> reply =
        serving.send(
            HttpRequest.newBuilder(serving.uri("/predict/flights"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build());

    assertThat(reply.statusCode()).isEqualTo(400);
    assertThat(reply.body()).contains("Invalid UTF-8");
  }

  @Test
  void aBodyThatSaysItIsTooLongIsRefusedUnread() throws IOException {
    String reply =
        raw(
            "POST /predict/flights HTTP/1.1\r\nHost: x\r\nContent-Length: 104857600\r\n\r\n{\"a",
            false);

    assertThat(reply).startsWith("HTTP/1.1 413");
    assertThat(reply.toLowerCase(java.util.Locale.ROOT)).contains("connection: close");
    assertThat(reply).contains("\"code\":\"PAYLOAD_TOO_LARGE\"").contains("100000 bytes");
  }

  @Test
  void aHundredMegabytesAreRefusedWhileTheyCome() throws Exception {
    byte[] megabyte = new byte[1 << 20];
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(serving.uri("/predict/flights"))
              .POST(
                  HttpRequest.BodyPublishers.ofByteArrays(
                      java.util.Collections.nCopies(100, megabyte)))
              .build();

      // The server may close while the client still sends: then the client sees a broken
      // connection.
      try {
        HttpResponse<String> reply = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(reply.statusCode()).isEqualTo(413);
      } catch (IOException closed) {
        assertThat(closed).isInstanceOf(IOException.class);
      }
    }
  }

  @Test
  void aChunkedBodyIsRefusedAsSoonAsItIsTooLong() throws IOException {
    StringBuilder request =
        new StringBuilder(
            "POST /predict/flights HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (int i = 0; i < 110; i++) {
      request.append("400\r\n").append(" ".repeat(1024)).append("\r\n");
    }

    assertThat(raw(request.toString(), false)).startsWith("HTTP/1.1 413");
  }

  @Test
  void moreRowsThanAllowedAreRefused() {
    String body = "[" + String.join(",", java.util.Collections.nCopies(51, GOOD)) + "]";

    HttpResponse<String> reply = serving.post("/predict/flights", body);

    assertThat(reply.statusCode()).isEqualTo(413);
    assertThat(reply.body()).contains("more than 50 rows");
  }

  @Test
  void aBodyThatEndsEarlyHarmsNobody() throws IOException {
    raw("POST /predict/flights HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\n{\"dist", true);
  }

  @Test
  void aWrongMethodAndAnUnknownEnvironmentSayWhatToDo() {
    HttpResponse<String> get = serving.get("/predict/flights");
    assertThat(get.statusCode()).isEqualTo(405);
    assertThat(get.body()).contains("POST /predict/ENDPOINT");

    HttpResponse<String> environment = serving.post("/predict/flights?environment=prod", GOOD);
    assertThat(environment.statusCode()).isEqualTo(400);
    assertThat(environment.body()).contains("use one of test, staging, production");
  }

  @Test
  void aWrongColumnInEveryRowIsToldAHundredTimesAndNotMore() {
    String row = "{\"distance\":1,\"origin\":\"ATL\",\"a\":1,\"b\":1,\"c\":1}";
    String body = "[" + String.join(",", java.util.Collections.nCopies(50, row)) + "]";

    JsonNode error =
        Json.mapper().readTree(serving.post("/predict/flights", body).body()).path("error");

    assertThat(error.path("faults")).hasSize(100);
    assertThat(error.path("message").asString()).endsWith("(and 149 more faults)");
  }

  private void assertFault(String row, String fault) {
    HttpResponse<String> reply = serving.post("/predict/flights", row);
    assertThat(reply.statusCode()).as(row).isEqualTo(422);
    assertThat(faults(Json.mapper().readTree(reply.body()).path("error"))).containsExactly(fault);
  }

  private void assertMalformed(String body, String message) {
    HttpResponse<String> reply = serving.post("/predict/flights", body);
    assertThat(reply.statusCode()).as(body).isEqualTo(400);
    assertThat(reply.body()).contains("\"code\":\"MALFORMED_REQUEST\"").contains(message);
  }

  private static List<String> faults(JsonNode error) {
    return error
        .path("faults")
        .valueStream()
        .map(f ->
            "%s %s %s"
                .formatted(
                    f.path("field").asString(),
                    f.path("rule").asString(),
                    f.path("value").asString()))
        .toList();
  }

  /// Sends bytes as they are and returns everything that comes back until the server closes.
  private String raw(String request, boolean hangUp) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", serving.server.port())) {
      socket.setSoTimeout(10_000);
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      if (hangUp) {
        return "";
      }
      InputStream in = socket.getInputStream();
      StringBuilder reply = new StringBuilder();
      byte[] buffer = new byte[4096];
      try {
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          reply.append(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
        }
      } catch (java.net.SocketException _) {
        // The server closed before it had read everything; what it said first is here.
      }
      return reply.toString();
    }
  }
}
