package dev.slipway.serving.grpc;

import static dev.slipway.serving.ServingFixture.primary;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.slipway.core.route.Environment;
import dev.slipway.core.route.RouteTable;
import dev.slipway.serving.ServingFixture;
import dev.slipway.serving.access.AccessLog;
import dev.slipway.serving.trace.Collector;
import dev.slipway.serving.trace.Traces;
import dev.slipway.wire.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Calls of gRPC as the access log and a collector of OpenTelemetry show them.
class ObservedCallsTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String CALL =
      """
      {"model_name":"flights","inputs":[
        {"name":"origin","shape":[1],"datatype":"BYTES","contents":{"bytes_contents":["QVRM"]}},
        {"name":"distance","shape":[1],"datatype":"INT64","contents":{"int64_contents":[1000]}}]}
      """;

  @TempDir Path temp;
  private final List<JsonNode> spans = Collections.synchronizedList(new ArrayList<>());
  private List<JsonNode> lines = List.of();

  @Test
  void aCallIsALineAndASpanWithItsStatus() throws IOException {
    Map<String, ?> traced =
        Map.of("metadata", Map.of("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01"));
    observe(
        client -> client.infer(CALL, traced),
        client -> client.infer("{\"model_name\":\"x\"}", Map.of()),
        client -> client.infer("{\"model_name\":\"flights\"}", Map.of()),
        client -> client.inferEach(List.of(CALL, CALL)));

    assertThat(lines)
        .extracting(line -> line.path("url.path").asString())
        .containsExactly(
            "/inference.GRPCInferenceService/ModelInfer",
            "/inference.GRPCInferenceService/ModelInfer",
            "/inference.GRPCInferenceService/ModelInfer",
            "/inference.GRPCInferenceService/ModelStreamInfer");
    assertThat(lines)
        .extracting(line -> line.at("/labels/grpc_status_code").asString())
        .containsExactly("0", "5", "3", "0");
    assertThat(lines)
        .extracting(line -> line.path("event.outcome").asString())
        .containsExactly("success", "failure", "failure", "success");
    assertThat(lines)
        .extracting(line -> line.path("http.response.status_code").asInt())
        .containsOnly(200);
    JsonNode good = lines.getFirst();
    assertThat(good.path("trace.id").asString()).isEqualTo(TRACE);
    assertThat(good.path("http.version").asString()).startsWith("2");
    assertThat(good.path("user_agent.original").asString()).contains("grpc");
    assertThat(good.at("/labels/endpoint").asString()).isEqualTo("flights");
    assertThat(good.at("/labels/rows").asString()).isEqualTo("1");
    assertThat(lines.get(1).path("error.code").asString()).isEqualTo("NOT_FOUND");
    assertThat(lines.get(3).at("/labels/requests").asString()).isEqualTo("2");

    assertThat(spans)
        .extracting(span -> span.path("name").asString())
        .containsExactly(
            "predict flights",
            "read",
            "score",
            "write",
            "POST refused",
            "predict flights",
            "predict flights");
    JsonNode whole = spans.getFirst();
    assertThat(whole.path("traceId").asString()).isEqualTo(TRACE);
    assertThat(attribute(whole, "rpc.system")).isEqualTo("grpc");
    assertThat(attribute(whole, "rpc.service")).isEqualTo("inference.GRPCInferenceService");
    assertThat(attribute(whole, "rpc.method")).isEqualTo("ModelInfer");
    assertThat(attribute(whole, "rpc.grpc.status_code")).isEqualTo("0");
    assertThat(attribute(spans.get(4), "rpc.grpc.status_code")).isEqualTo("5");
    assertThat(spans.get(4).has("status")).as("the caller's fault is no error here").isFalse();
    assertThat(attribute(spans.get(6), "slipway.requests")).isEqualTo("2");
  }

  /// Makes one call after the other, each once the line of the one before stands.
  @SafeVarargs
  private void observe(Consumer<PythonClient>... calls) throws IOException {
    HttpServer collector =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext(
        "/v1/traces",
        exchange -> {
          JsonNode sent = Json.mapper().readTree(exchange.getRequestBody().readAllBytes());
          sent.at("/resourceSpans/0/scopeSpans/0/spans").forEach(spans::add);
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    collector.start();
    URI uri = URI.create("http://127.0.0.1:" + collector.getAddress().getPort() + "/v1/traces");
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    Traces traces = new Traces(new Collector(uri, Map.of(), "slipway"), "1");
    AccessLog log = new AccessLog(written, "slipway", "1", 100);
    try (ServingFixture serving =
        new ServingFixture(temp, ServingFixture.LIMITS, List.of(traces, log))) {
      serving.publish(Environment.PRODUCTION, primary(serving.register("0.2")));
      serving.plane.restore(new RouteTable(List.of()));
      try (PythonClient client = new PythonClient(temp, serving.server.port())) {
        for (int i = 0; i < calls.length; i++) {
          calls[i].accept(client);
          Instant deadline = Instant.now().plusSeconds(20);
          while (written.toString(StandardCharsets.UTF_8).lines().count() <= i
              && Instant.now().isBefore(deadline)) {
            Thread.onSpinWait();
          }
        }
      }
    } finally {
      log.close();
      traces.close();
      collector.stop(0);
    }
    lines =
        written
            .toString(StandardCharsets.UTF_8)
            .lines()
            .map(line -> Json.mapper().readTree(line))
            .toList();
  }

  private static String attribute(JsonNode span, String key) {
    for (JsonNode attribute : span.path("attributes")) {
      if (attribute.path("key").asString().equals(key)) {
        JsonNode value = attribute.path("value");
        return value.path("stringValue").asString(value.path("intValue").asString(""));
      }
    }
    throw new AssertionError(key + " is missing in " + span);
  }
}
