package dev.slipway.serving.grpc;

import static dev.slipway.serving.ServingFixture.primary;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.route.Environment;
import dev.slipway.core.route.RouteTable;
import dev.slipway.serving.ServingFixture;
import dev.slipway.wire.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A model that is as busy as it may be, and callers of gRPC who do not wait for their turn.
class CancellationTest {
  private static final String SLOW = "{\"distance\":6000,\"origin\":\"ATL\"}";
  private static final String CALL =
      """
      {"model_name":"flights","inputs":[
        {"name":"origin","shape":[1],"datatype":"BYTES","contents":{"bytes_contents":["QVRM"]}},
        {"name":"distance","shape":[1],"datatype":"INT64","contents":{"int64_contents":[1000]}}]}
      """;
  private static final String LABELS =
      "{model=\"flights\",version=\"1\",environment=\"production\",role=\"primary\"";

  @TempDir Path temp;
  private ServingFixture serving;
  private PythonClient client;
  private final List<Thread> busy = new ArrayList<>();

  @BeforeEach
  void start() {
    serving = new ServingFixture(temp);
    serving.publish(Environment.PRODUCTION, primary(serving.register("queues")));
    serving.plane.restore(new RouteTable(List.of()));
    client = new PythonClient(temp, serving.server.port());
    int lanes = Runtime.getRuntime().availableProcessors();
    int scored = serving.models.scored.get();
    for (int i = 0; i < lanes; i++) {
      busy.add(Thread.ofVirtual().start(() -> serving.post("/predict/flights", SLOW)));
    }
    awaitTrue(() -> serving.models.scored.get() == scored + lanes);
  }

  @AfterEach
  void stop() throws InterruptedException {
    serving.models.gate.release(1_000);
    for (Thread thread : busy) {
      thread.join();
    }
    if (client != null) {
      client.close();
    }
    serving.close();
  }

  @Test
  void aCallThatIsCancelledWhileItWaitsIsNeverScored() throws Exception {
    Path waits = temp.resolve("waits");
    FutureTask<JsonNode> call =
        new FutureTask<>(() -> client.infer(CALL, Map.of("cancel_when", waits.toString())));
    Thread.ofVirtual().start(call);
    awaitTrue(() -> serving.plane.inFlight() == busy.size() + 1);
    Files.createFile(waits);

    JsonNode outcome = call.get();
    assertThat(outcome.path("code").asString()).isEqualTo("CANCELLED");
    assertDropped("INTERRUPTED");
  }

  @Test
  void aClientThatDisappearsLeavesNoWorkBehind() throws InterruptedException {
    Thread call =
        Thread.ofVirtual().start(() -> ignoringItsEnd(() -> client.infer(CALL, Map.of())));
    awaitTrue(() -> serving.plane.inFlight() == busy.size() + 1);
    client.close();
    call.join();

    assertDropped("INTERRUPTED");
  }

  @Test
  void aCallWhoseDeadlinePassesWhileItWaitsIsNeverScored() {
    client.call("ServerLive", "ServerLive", "{}", Map.of());
    JsonNode outcome = client.infer(CALL, Map.of("timeout", 2));

    assertThat(outcome.path("code").asString()).isEqualTo("DEADLINE_EXCEEDED");
    awaitTrue(() -> serving.plane.inFlight() == busy.size());
    assertThat(sample("nv_inference_request_failure" + LABELS + ",reason=\"CANCELED\"}"))
        .isEqualTo(1);
  }

  @Test
  void theTimeInTheQueueIsToldUnderTheNamesOfTriton() throws InterruptedException {
    Thread waits = Thread.ofVirtual().start(() -> client.infer(CALL, Map.of()));
    awaitTrue(() -> serving.plane.inFlight() == busy.size() + 1);
    assertThat(sample("nv_inference_pending_request_count" + LABELS + "}"))
        .isEqualTo(busy.size() + 1);
    Thread.sleep(200);
    serving.models.gate.release(1_000);
    waits.join();
    awaitTrue(() -> serving.plane.inFlight() == 0);

    assertThat(sample("nv_inference_pending_request_count" + LABELS + "}")).isZero();
    double queue = sample("nv_inference_queue_duration_us" + LABELS + "}");
    assertThat(queue).isPositive();
    JsonNode told =
        Json.mapper()
            .readTree(serving.get("/v2/models/flights/stats").body())
            .at("/model_stats/0/inference_stats");
    assertThat(Math.floor(told.at("/queue/ns").asDouble() / 1000)).isEqualTo(queue);
    double parts = 0;
    for (String part : List.of("queue", "compute_input", "compute_infer", "compute_output")) {
      parts += told.at("/" + part + "/ns").asDouble();
    }
    assertThat(parts).isEqualTo(told.at("/success/ns").asDouble());
  }

  private void assertDropped(String code) {
    int scored = serving.models.scored.get();
    awaitTrue(() -> serving.plane.inFlight() == busy.size());
    assertThat(serving.get("/metrics").body())
        .containsPattern("slipway_requests_total\\{.*code=\"" + code + "\"} 1\n");
    serving.models.gate.release(1_000);
    awaitTrue(() -> serving.plane.inFlight() == 0);
    assertThat(serving.models.scored).hasValue(scored);
    JsonNode next = client.alive() ? client.infer(CALL, Map.of()) : Json.mapper().nullNode();
    assertThat(next.path("code").asString("OK")).as("the connection still serves").isEqualTo("OK");
  }

  private double sample(String series) {
    return serving
        .get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(series))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .findFirst()
        .orElseThrow();
  }

  private static void ignoringItsEnd(Runnable call) {
    try {
      call.run();
    } catch (AssertionError | RuntimeException _) {
      // It was killed.
    }
  }

  private static void awaitTrue(BooleanSupplier condition) {
    Instant deadline = Instant.now().plusSeconds(20);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).isBefore(deadline);
      Thread.onSpinWait();
    }
  }
}
