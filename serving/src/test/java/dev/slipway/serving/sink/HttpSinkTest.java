package dev.slipway.serving.sink;

import static dev.slipway.serving.sink.Predicted.append;
import static dev.slipway.serving.sink.Predicted.await;
import static dev.slipway.serving.sink.Predicted.named;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.slipway.core.prediction.InMemoryPredictionLog;
import dev.slipway.wire.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// A sink over HTTP, and receivers that are slow, refuse, fail, go away and come back.
final class HttpSinkTest {
  private final InMemoryPredictionLog log = new InMemoryPredictionLog();
  private final List<Received> received = Collections.synchronizedList(new ArrayList<>());
  private HttpServer receiver;

  private record Received(Headers headers, JsonNode body) {
    List<String> ids() {
      List<String> ids = new ArrayList<>();
      body.forEach(event -> ids.add(event.path("id").asString()));
      return ids;
    }
  }

  /// Says with which status a request is answered.
  private interface Answer {
    int to(Received request) throws IOException, InterruptedException;
  }

  @AfterEach
  void stop() {
    if (receiver != null) {
      receiver.stop(0);
    }
  }

  private int listen(int port, Answer answer) throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    receiver.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    receiver.createContext("/events", exchange -> answer(exchange, answer));
    receiver.start();
    return receiver.getAddress().getPort();
  }

  private void answer(HttpExchange exchange, Answer answer) throws IOException {
    JsonNode body = Json.read(exchange.getRequestBody().readAllBytes(), JsonNode.class, "an event");
    Received request = new Received(exchange.getRequestHeaders(), body);
    try {
      int status = answer.to(request);
      if (status / 100 == 2) {
        received.add(request);
      }
      exchange.sendResponseHeaders(status, -1);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    exchange.close();
  }

  private PredictionSink open(int port) {
    return open(port, Optional.empty(), Map.of());
  }

  private PredictionSink open(
      int port, Optional<SinkSettings.Mode> mode, Map<String, String> config) {
    String target = "http://127.0.0.1:%d/events".formatted(port);
    return PredictionSink.open(SinkSettings.of(target, mode, config), log, Predicted.events());
  }

  private List<String> receivedIds() {
    synchronized (received) {
      return received.stream().flatMap(r -> r.ids().stream()).toList();
    }
  }

  @Test
  void everyPredictionArrivesInOrderInBatches() throws IOException {
    int port = listen(0, _ -> 202);
    append(log, 0, 3);
    try (PredictionSink sink = open(port, Optional.empty(), Map.of("header.X-Key", "secret"))) {
      append(log, 3, 1_200);
      await("all sent", () -> sink.sent() == 1_197);
      assertThat(sink.lagBytes()).isZero();
    }
    assertThat(receivedIds())
        .as("those from before it was opened are not")
        .isEqualTo(named(3, 1_200));
    assertThat(received).hasSizeLessThan(100);
    Headers headers = received.getFirst().headers();
    assertThat(headers.getFirst("Content-Type"))
        .isEqualTo("application/cloudevents-batch+json; charset=UTF-8");
    assertThat(headers.getFirst("X-Key")).isEqualTo("secret");
  }

  @Test
  void binaryModeCarriesTheAttributesAsHeadersAndTheDataAsTheBody() throws IOException {
    int port = listen(0, _ -> 200);
    try (PredictionSink sink = open(port, Optional.of(SinkSettings.Mode.BINARY), Map.of())) {
      append(log, 0, 2);
      await("both sent", () -> sink.sent() == 2);
    }
    Headers headers = received.getFirst().headers();
    assertThat(headers.getFirst("ce-specversion")).isEqualTo("1.0");
    assertThat(headers.getFirst("ce-id")).isEqualTo("p0");
    assertThat(headers.getFirst("ce-type")).isEqualTo("dev.slipway.prediction.v1");
    assertThat(headers.getFirst("ce-time")).isEqualTo("2026-03-01T10:00:00Z");
    assertThat(headers.getFirst("ce-subject")).as("percent-encoded UTF-8").isEqualTo("fl%C3%BCge");
    assertThat(headers.getFirst("Content-Type")).isEqualTo("application/json");
    assertThat(received.getFirst().body().at("/inputs/origin").asString()).isEqualTo("JFK");
    assertThat(received.getFirst().body().path("prediction").asDouble()).isEqualTo(41.5);
  }

  @Test
  void structuredModeSendsOneEventAsAJsonObject() throws IOException {
    int port = listen(0, _ -> 200);
    try (PredictionSink sink = open(port, Optional.of(SinkSettings.Mode.STRUCTURED), Map.of())) {
      append(log, 0, 3);
      await("all sent", () -> sink.sent() == 3);
    }
    assertThat(received).extracting(r -> r.body().path("id").asString()).isEqualTo(named(0, 3));
    assertThat(received)
        .extracting(r -> r.headers().getFirst("Content-Type"))
        .containsOnly("application/cloudevents+json; charset=UTF-8");
  }

  @Test
  void aReceiverThatFailsGetsTheSameEventsAgainUntilItRecovers() throws IOException {
    int[] requests = new int[1];
    List<Integer> statuses = List.of(500, 429, 401, 404, 302);
    int port =
        listen(
            0,
            _ -> {
              int request = requests[0]++;
              return request < statuses.size() ? statuses.get(request) : 200;
            });
    try (PredictionSink sink = open(port)) {
      append(log, 0, 20);
      await("all sent", () -> sink.sent() == 20);
      assertThat(sink.retries()).isEqualTo(statuses.size());
      assertThat(sink.rejected()).isZero();
    }
    assertThat(receivedIds()).isEqualTo(named(0, 20));
  }

  @Test
  void anEventThatIsRefusedForGoodIsFoundCountedAndLeftOut() throws IOException {
    Set<String> bad = Set.of("p13", "p31");
    int port = listen(0, request -> request.ids().stream().anyMatch(bad::contains) ? 422 : 200);
    try (PredictionSink sink = open(port)) {
      append(log, 0, 60);
      await("all sent", () -> sink.sent() == 58);
      assertThat(sink.rejected()).isEqualTo(2);
    }
    assertThat(receivedIds())
        .isEqualTo(named(0, 60).stream().filter(id -> !bad.contains(id)).toList());
  }

  @Test
  void aReceiverThatIsAwayAtTheStartGetsEverythingWhenItComes() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    try (PredictionSink sink = open(port)) {
      append(log, 0, 10);
      await("two attempts", () -> sink.retries() >= 2);
      append(log, 10, 20);
      assertThat(sink.lagBytes()).isPositive();
      listen(port, _ -> 200);
      await("all sent", () -> sink.sent() == 20);
    }
    assertThat(receivedIds()).isEqualTo(named(0, 20));
  }

  @Test
  void aReceiverThatClosesInTheMiddleOfItsReplyGetsTheEventsAgain() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
      int port = socket.getLocalPort();
      try (PredictionSink sink = open(port)) {
        append(log, 0, 5);
        for (int i = 0; i < 2; i++) {
          try (Socket connection = socket.accept()) {
            connection.getInputStream().read(new byte[64]);
            OutputStream out = connection.getOutputStream();
            out.write("HTTP/1.1 200 OK\r\nContent-Le".getBytes(StandardCharsets.US_ASCII));
            out.flush();
          }
        }
        await("two attempts", () -> sink.retries() >= 2);
        socket.close();
        listen(port, _ -> 200);
        await("all sent", () -> sink.sent() == 5);
      }
    }
    assertThat(receivedIds()).isEqualTo(named(0, 5));
  }

  @Test
  void aReceiverThatHangsDelaysNeitherTheLogNorClosingForLong() throws Exception {
    CountDownLatch released = new CountDownLatch(1);
    int port =
        listen(
            0,
            _ -> {
              released.await();
              return 200;
            });
    PredictionSink sink = open(port);
    append(log, 0, 1_000);
    sink.close();
    assertThat(sink.sent()).isZero();
    released.countDown();
    receiver.stop(0);
    received.clear();

    listen(port, _ -> 200);
    try (PredictionSink again = open(port)) {
      await("what was not acknowledged follows", () -> again.sent() == 1_000);
    }
    assertThat(receivedIds().stream().distinct().toList()).isEqualTo(named(0, 1_000));
  }

  @Test
  void closingSendsWhatWasLogged() throws IOException {
    int port = listen(0, _ -> 200);
    PredictionSink sink = open(port);
    append(log, 0, 1_700);
    sink.close();
    assertThat(receivedIds()).isEqualTo(named(0, 1_700));
  }
}
