package dev.slipway.serving.access;

import static dev.slipway.serving.ServingFixture.primary;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.route.Environment;
import dev.slipway.serving.ServingFixture;
import dev.slipway.wire.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

final class AccessLogTest {
  private static final String ROW = "{\"distance\":1000,\"origin\":\"ATL\"}";

  /// The fields of the Elastic Common Schema that may occur, with the types that its reference gives them.
  private static final Map<String, String> REFERENCE =
      Map.ofEntries(
          Map.entry("@timestamp", "date"),
          Map.entry("ecs.version", "keyword"),
          Map.entry("log.level", "keyword"),
          Map.entry("service.name", "keyword"),
          Map.entry("service.version", "keyword"),
          Map.entry("event.kind", "keyword"),
          Map.entry("event.dataset", "keyword"),
          Map.entry("event.category", "keyword[]"),
          Map.entry("event.type", "keyword[]"),
          Map.entry("event.duration", "long"),
          Map.entry("event.outcome", "keyword"),
          Map.entry("http.version", "keyword"),
          Map.entry("http.request.method", "keyword"),
          Map.entry("http.response.status_code", "long"),
          Map.entry("http.response.bytes", "long"),
          Map.entry("url.path", "keyword"),
          Map.entry("client.address", "keyword"),
          Map.entry("client.ip", "ip"),
          Map.entry("client.port", "long"),
          Map.entry("user_agent.original", "keyword"),
          Map.entry("trace.id", "keyword"),
          Map.entry("error.code", "keyword"),
          Map.entry("labels", "object"));

  @TempDir private Path temp;

  @Test
  void aPredictionIsALineThatNamesWhatAnsweredIt() {
    List<JsonNode> lines =
        linesOf(
            1,
            serving -> {
              serving.post(
                  "/predict/flights?environment=production",
                  "[" + ROW + "," + ROW + "]",
                  "User-Agent",
                  "curl/8 \"quoted\"",
                  "traceparent",
                  "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
              assertThat(serving.logged()).hasSize(2);
            });

    assertThat(lines).hasSize(1);
    JsonNode line = lines.getFirst();
    assertThat(line.path("http.request.method").asString()).isEqualTo("POST");
    assertThat(line.path("url.path").asString()).isEqualTo("/predict/flights");
    assertThat(line.path("http.response.status_code").asInt()).isEqualTo(200);
    assertThat(line.path("event.outcome").asString()).isEqualTo("success");
    assertThat(line.path("user_agent.original").asString()).isEqualTo("curl/8 \"quoted\"");
    assertThat(line.path("trace.id").asString()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
    assertThat(line.path("client.ip").asString()).isEqualTo("127.0.0.1");
    assertThat(line.path("labels").path("endpoint").asString()).isEqualTo("flights");
    assertThat(line.path("labels").path("version").asString()).isEqualTo("1");
    assertThat(line.path("labels").path("rows").asString()).isEqualTo("2");
    assertThat(line.path("labels").path("prediction_id").asString()).hasSize(26);
    assertThat(line.has("error.code")).isFalse();
  }

  @Test
  void everyFieldIsOneOfTheSchemaAndOfItsType() {
    List<JsonNode> lines =
        linesOf(
            5,
            serving -> {
              serving.post("/predict/flights", ROW);
              serving.post("/predict/nowhere", ROW);
              serving.post("/predict/flights", "{", "traceparent", "00-zz-1-01");
              serving.get("/metrics");
              serving.get("/v2/none%22");
            });

    assertThat(lines).hasSize(5);
    for (JsonNode line : lines) {
      assertThat(REFERENCE.keySet()).containsAll(line.propertyNames());
      assertThat(line.propertyNames())
          .contains("@timestamp", "ecs.version", "event.duration", "url.path", "client.address");
      line.properties()
          .forEach(field ->
              assertThat(isOfType(field.getValue(), REFERENCE.get(field.getKey())))
                  .as("%s: %s", field.getKey(), field.getValue())
                  .isTrue());
      assertThat(line.path("event.duration").asLong()).isPositive();
    }
    assertThat(lines)
        .extracting(line -> line.path("http.response.status_code").asInt())
        .containsExactly(200, 404, 400, 200, 404);
    assertThat(lines.get(1).path("error.code").asString()).isEqualTo("NOT_FOUND");
    assertThat(lines.get(2).path("error.code").asString()).isEqualTo("MALFORMED_REQUEST");
    assertThat(lines.get(2).has("trace.id")).as("of a traceparent that is none").isFalse();
  }

  @Test
  void aCallerWhoGoesAwayHasALineToo() {
    List<JsonNode> lines =
        linesOf(
            1,
            serving -> {
              try (Socket socket =
                  new Socket(InetAddress.getLoopbackAddress(), serving.server.port())) {
                socket
                    .getOutputStream()
                    .write(
                        "POST /predict/flights HTTP/1.1\r\nHost: a\r\nContent-Length: 99\r\n\r\n{"
                            .getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().flush();
                while (serving.plane.inFlight() == 0) {
                  Thread.onSpinWait();
                }
              }
              while (serving.plane.inFlight() > 0) {
                Thread.onSpinWait();
              }
            });

    assertThat(lines).hasSize(1);
    assertThat(lines.getFirst().path("event.outcome").asString()).isNotEqualTo("success");
  }

  @Test
  void whatASlowDiskLeavesNoRoomForIsDroppedAndCountedWhileRequestsAreAnswered()
      throws InterruptedException {
    CountDownLatch stuck = new CountDownLatch(1);
    CountDownLatch moves = new CountDownLatch(1);
    ByteArrayOutputStream written =
        new ByteArrayOutputStream() {
          @Override
          public void write(byte[] bytes, int offset, int count) {
            stuck.countDown();
            try {
              moves.await();
            } catch (InterruptedException _) {
              Thread.currentThread().interrupt();
            }
            super.write(bytes, offset, count);
          }
        };
    AccessLog log = new AccessLog(written, "slipway", "1", 4);
    try (ServingFixture serving = new ServingFixture(temp, ServingFixture.LIMITS, List.of(log))) {
      serving.get("/health/live");
      stuck.await();
      for (int i = 0; i < 10; i++) {
        assertThat(serving.get("/health/live").statusCode()).isEqualTo(200);
      }
      awaitTrue(() -> log.dropped() == 6);
    }
    assertThat(log.dropped()).isEqualTo(6);
    moves.countDown();
    log.close();
    assertThat(written.toString(StandardCharsets.UTF_8).lines()).hasSize(5);
  }

  @Test
  void whatCannotBeWrittenIsCounted() {
    AccessLog log =
        new AccessLog(
            new OutputStream() {
              @Override
              public void write(int b) throws IOException {
                throw new IOException("No space left on device");
              }
            },
            "slipway",
            "1",
            16);
    try (ServingFixture serving = new ServingFixture(temp, ServingFixture.LIMITS, List.of(log))) {
      assertThat(serving.get("/health/live").statusCode()).isEqualTo(200);
      awaitTrue(() -> log.dropped() == 1);
    }
    log.close();
    assertThat(log.dropped()).isEqualTo(1);
  }

  private interface Requests {
    void send(ServingFixture serving) throws IOException;
  }

  /// A line is written after its reply was read, so they are waited for.
  private List<JsonNode> linesOf(int count, Requests requests) {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    AccessLog log = new AccessLog(written, "slipway", "1.2.3", 1_024);
    try (ServingFixture serving = new ServingFixture(temp, ServingFixture.LIMITS, List.of(log))) {
      serving.publish(Environment.PRODUCTION, primary(serving.register("0.2")));
      requests.send(serving);
      awaitTrue(() -> written.toString(StandardCharsets.UTF_8).lines().count() >= count);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    log.close();
    assertThat(log.dropped()).isZero();
    return written
        .toString(StandardCharsets.UTF_8)
        .lines()
        .map(line -> Json.read(line, JsonNode.class, "a line"))
        .toList();
  }

  private static void awaitTrue(BooleanSupplier condition) {
    Instant deadline = Instant.now().plusSeconds(20);
    while (!condition.getAsBoolean() && Instant.now().isBefore(deadline)) {
      Thread.onSpinWait();
    }
  }

  private static boolean isOfType(JsonNode value, String type) {
    return switch (type) {
      case "keyword" -> value.isString();
      case "keyword[]" -> value.isArray() && value.valueStream().allMatch(JsonNode::isString);
      case "long" -> value.isIntegralNumber();
      case "ip" -> value.isString() && value.asString().matches("[0-9.]+|[0-9a-f:]+");
      case "date" -> Instant.parse(value.asString()).isAfter(Instant.EPOCH);
      case "object" -> value.isObject() && value.valueStream().allMatch(JsonNode::isString);
      default -> false;
    };
  }
}
