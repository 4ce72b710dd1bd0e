package dev.slipway.serving.trace;

import static dev.slipway.serving.ServingFixture.primary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.route.Environment;
import dev.slipway.serving.ServingFixture;
import dev.slipway.serving.observation.TraceContext;
import dev.slipway.wire.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Spans as a collector gets them over HTTP, read by the field names of OTLP's JSON form.
final class TracesTest {
  private static final String ROW = "{\"distance\":1000,\"origin\":\"ATL\"}";
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String CALLER = "00f067aa0ba902b7";

  @TempDir private Path temp;
  private final List<JsonNode> spans = Collections.synchronizedList(new ArrayList<>());
  private final List<String> keys = Collections.synchronizedList(new ArrayList<>());
  private HttpServer collector;
  private volatile int answer = 200;

  @BeforeEach
  void listen() throws IOException {
    collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext(
        "/v1/traces",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          JsonNode resource = Json.read(body, JsonNode.class, "spans").at("/resourceSpans/0");
          assertThat(resource.at("/resource/attributes/0/value/stringValue").asString())
              .isEqualTo("fraud");
          keys.add(exchange.getRequestHeaders().getFirst("api-key"));
          resource.at("/scopeSpans/0/spans").forEach(spans::add);
          exchange.sendResponseHeaders(answer, -1);
          exchange.close();
        });
    collector.start();
  }

  @AfterEach
  void stop() {
    collector.stop(0);
  }

  @Test
  void aPredictionContinuesTheTraceOfItsCallerInFourSpans() {
    Instant before = Instant.now();
    String[] traceresponse = new String[1];
    traced(serving -> {
      HttpResponse<String> reply =
          serving.post(
              "/predict/flights", ROW, "traceparent", "00-" + TRACE + "-" + CALLER + "-01");
      traceresponse[0] = reply.headers().firstValue("traceresponse").orElseThrow();
      serving.get("/metrics");
    });

    assertThat(spans)
        .extracting(span -> span.path("name").asString())
        .containsExactly("predict flights", "read", "score", "write");
    JsonNode whole = spans.getFirst();
    assertThat(whole.path("traceId").asString()).isEqualTo(TRACE);
    assertThat(whole.path("parentSpanId").asString()).isEqualTo(CALLER);
    assertThat(whole.path("kind").asInt()).as("SPAN_KIND_SERVER").isEqualTo(2);
    TraceContext told = TraceContext.parse(traceresponse[0]).orElseThrow();
    assertThat(told).isEqualTo(new TraceContext(TRACE, whole.path("spanId").asString(), true));
    assertThat(attribute(whole, "http.response.status_code").path("intValue").asString())
        .isEqualTo("200");
    assertThat(attribute(whole, "slipway.version").path("intValue").asString()).isEqualTo("1");
    assertThat(attribute(whole, "slipway.prediction_id").path("stringValue").asString())
        .hasSize(26);

    long started = time(whole, "startTimeUnixNano");
    assertThat(started).isGreaterThanOrEqualTo(before.toEpochMilli() * 1_000_000);
    long at = started;
    for (JsonNode part : spans.subList(1, 4)) {
      assertThat(part.path("traceId").asString()).isEqualTo(TRACE);
      assertThat(part.path("parentSpanId").asString()).isEqualTo(told.spanId());
      assertThat(part.path("kind").asInt()).as("SPAN_KIND_INTERNAL").isEqualTo(1);
      assertThat(time(part, "startTimeUnixNano")).as("each follows the last").isEqualTo(at);
      at = time(part, "endTimeUnixNano");
    }
    assertThat(at).as("together they are the whole").isEqualTo(time(whole, "endTimeUnixNano"));
    assertThat(keys).containsOnly("secret");
    assertThat(spans).extracting(span -> span.path("spanId").asString()).doesNotHaveDuplicates();
  }

  @Test
  void aRequestWithoutATraceBeginsOneAndWhatTheCallerDoesNotSampleIsNotSent() {
    traced(serving -> {
      serving.post("/predict/flights", ROW, "traceparent", "00-" + TRACE + "-" + CALLER + "-00");
      serving.post("/predict/flights", ROW, "traceparent", "nonsense");
    });

    assertThat(spans).hasSize(4);
    assertThat(spans.getFirst().path("traceId").asString())
        .matches("[0-9a-f]{32}")
        .isNotEqualTo(TRACE);
    assertThat(spans.getFirst().has("parentSpanId")).isFalse();
  }

  @Test
  void aRefusalIsASpanWithItsCause() {
    traced(serving -> serving.post("/predict/flights", "{"));

    assertThat(spans).hasSize(1);
    assertThat(attribute(spans.getFirst(), "error.type").path("stringValue").asString())
        .isEqualTo("MALFORMED_REQUEST");
    assertThat(spans.getFirst().has("status")).as("the caller's fault is no error here").isFalse();
  }

  @Test
  void aCollectorThatRefusesOrIsAwayCostsSpansAndNoRequest() {
    answer = 503;
    assertThat(traced(serving -> assertAnswered(serving)).dropped()).isEqualTo(1);
    collector.stop(0);
    assertThat(traced(serving -> assertAnswered(serving)).dropped()).isEqualTo(1);
  }

  @Test
  void theVariablesOfOpenTelemetryNameTheCollector() {
    assertThat(Collector.of(Optional.empty(), Map.of())).isEmpty();
    assertThat(
            Collector.of(
                Optional.empty(),
                Map.of(
                    "OTEL_EXPORTER_OTLP_ENDPOINT", "http://a:4318/",
                    "OTEL_EXPORTER_OTLP_HEADERS", "api-key=secret, tenant=b=c")))
        .hasValue(
            new Collector(
                URI.create("http://a:4318/v1/traces"),
                Map.of("api-key", "secret", "tenant", "b=c"),
                "slipway"));
    assertThat(
            Collector.of(
                    Optional.empty(),
                    Map.of(
                        "OTEL_EXPORTER_OTLP_ENDPOINT", "http://a:4318",
                        "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://b/spans"))
                .orElseThrow()
                .traces())
        .hasToString("http://b/spans");
    assertThatThrownBy(() -> Collector.of(Optional.of("localhost:4318"), Map.of()))
        .isInstanceOf(SlipwayException.class)
        .hasMessageContaining("--otlp", "localhost:4318");
  }

  private static void assertAnswered(ServingFixture serving) {
    assertThat(serving.post("/predict/flights", ROW).statusCode()).isEqualTo(200);
  }

  private interface Requests {
    void send(ServingFixture serving);
  }

  /// Serves while the requests are sent, and then until every span has left.
  private Traces traced(Requests requests) {
    spans.clear();
    URI uri = URI.create("http://127.0.0.1:" + collector.getAddress().getPort() + "/v1/traces");
    Traces traces = new Traces(new Collector(uri, Map.of("api-key", "secret"), "fraud"), "1");
    try (ServingFixture serving =
        new ServingFixture(temp, ServingFixture.LIMITS, List.of(traces))) {
      serving.publish(Environment.PRODUCTION, primary(serving.register("0.2")));
      requests.send(serving);
      Instant deadline = Instant.now().plusSeconds(20);
      while (spans.isEmpty() && traces.dropped() == 0 && Instant.now().isBefore(deadline)) {
        Thread.onSpinWait();
      }
    }
    traces.close();
    return traces;
  }

  private static JsonNode attribute(JsonNode span, String key) {
    for (JsonNode attribute : span.path("attributes")) {
      if (attribute.path("key").asString().equals(key)) {
        return attribute.path("value");
      }
    }
    throw new AssertionError(key + " is missing in " + span);
  }

  private static long time(JsonNode span, String field) {
    return Long.parseLong(span.path(field).asString());
  }
}
