package dev.slipway.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.slipway.app.client.ApiClient;
import dev.slipway.core.route.Environment;
import dev.slipway.store.home.Home;
import dev.slipway.wire.json.Json;
import dev.slipway.wire.modelpackage.PackageFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Predictions that servers in processes of their own send to a receiver.
final class SinksTest {
  private static final String LATE =
      "{\"date\":\"2001-03-01T17:30:00\",\"distance\":733,\"origin\":\"ORD\",\"destination\":\"LGA\"}";

  @TempDir private Path temp;
  private final List<JsonNode> received = Collections.synchronizedList(new ArrayList<>());
  private final Set<String> keys = Collections.synchronizedSet(new HashSet<>());
  private volatile int status = 200;
  private HttpServer receiver;

  @BeforeEach
  void listen() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/",
        exchange -> {
          JsonNode batch =
              Json.read(exchange.getRequestBody().readAllBytes(), JsonNode.class, "events");
          keys.add(exchange.getRequestHeaders().getFirst("X-Key"));
          if (status == 200) {
            batch.forEach(received::add);
          }
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    receiver.start();
  }

  @AfterEach
  void stop() {
    receiver.stop(0);
  }

  @Test
  void aKilledServerSendsEverythingThatItLogged() throws Exception {
    Path home = temp.resolve("home");
    String[] command = {"server", "--home", home.toString(), "--sink", sink()};
    status = 503;
    Child first = Child.start(temp, command);
    try {
      released(first);
      predict(first, 120);
      status = 200;
      while (received.isEmpty()) {
        Thread.sleep(5);
      }
      status = 503;
      predict(first, 120);
    } finally {
      first.kill();
    }
    status = 200;
    Child second = Child.start(temp, command);
    try {
      predict(second, 10);
    } finally {
      second.terminate();
    }

    Set<String> logged = new HashSet<>();
    try (Home closed = Home.open(home, InstantSource.system(), new PackageFolder())) {
      closed
          .predictions()
          .scan(
              "flight-delay",
              Environment.PRODUCTION,
              Instant.EPOCH,
              Instant.now(),
              record -> logged.add(record.id()));
    }
    assertThat(logged).hasSizeGreaterThan(200);
    assertThat(receivedIds()).containsExactlyInAnyOrderElementsOf(logged);
    JsonNode event = received.getFirst();
    assertThat(event.at("/data/inputs/origin").asString()).isEqualTo("ORD");
    assertThat(event.at("/data/inputs/date").asString()).isEqualTo("2001-03-01T17:30:00Z");
    assertThat(event.at("/data/probabilities").isObject()).isTrue();
  }

  @Test
  void aServerOfOneModelSendsToItsSinkTooAndTellsHowMuch() throws Exception {
    Path config = Files.writeString(temp.resolve("sink.properties"), "header.X-Key=secret\n");
    Child server =
        Child.start(
            temp,
            "serve",
            FlightDelay.packageFolder().toString(),
            "--sink",
            sink(),
            "--sink-config",
            config.toString());
    try {
      predict(server, 30);
      String sample = "slipway_sink_sent_total{sink=\"%s\"} 30".formatted(sink());
      String metrics = metrics(server);
      while (!metrics.contains(sample)) {
        Thread.sleep(20);
        metrics = metrics(server);
      }
      assertThat(metrics)
          .contains("# TYPE slipway_sink_sent_total counter")
          .contains("slipway_sink_lag_bytes{sink=\"%s\"} 0".formatted(sink()))
          .contains("slipway_sink_dropped_total{sink=\"%s\"} 0".formatted(sink()));
      predict(server, 5);
    } finally {
      server.terminate();
    }
    assertThat(receivedIds()).hasSize(35);
    assertThat(keys).containsExactly("secret");
    assertThat(received.getFirst().at("/data/inputs/destination").asString()).isEqualTo("LGA");
  }

  @Test
  void aMistakeInASinkIsToldAtTheStart() {
    Ran ran =
        Ran.slipway("serve", FlightDelay.packageFolder().toString(), "--sink", "ftp://elsewhere");
    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("ftp://elsewhere", "https://host/path");
  }

  private String sink() {
    return "http://127.0.0.1:%d/events".formatted(receiver.getAddress().getPort());
  }

  private Set<String> receivedIds() {
    synchronized (received) {
      return received.stream()
          .map(event -> event.path("id").asString())
          .collect(java.util.stream.Collectors.toSet());
    }
  }

  private static void released(Child server) {
    String url = server.uri().toString();
    Ran.slipway("push", FlightDelay.packageFolder().toString(), "--server", url, "--json").json();
    run(server, "approve", "flight-delay:1", "--reason", "the report was read");
    run(server, "release", "flight-delay:1", "--to", "staging");
    run(server, "release", "flight-delay:1", "--to", "production", "--at-once");
  }

  private static void run(Child server, String... command) {
    List<String> line = new ArrayList<>(List.of(command));
    line.addAll(List.of("--server", server.uri().toString(), "--as", "grace", "--json"));
    Ran.slipway(line.toArray(String[]::new));
  }

  private static void predict(Child server, int times) {
    ApiClient api = new ApiClient(server.uri(), "grace");
    for (int i = 0; i < times; i++) {
      api.postText("/predict/flight-delay", LATE);
    }
  }

  private static String metrics(Child server) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(server.uri().resolve("/metrics")).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }
}
