package dev.slipway.serving.http;

import static dev.slipway.serving.ServingFixture.primary;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.route.Environment;
import dev.slipway.serving.ServingFixture;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What reaches no version is counted by its cause, and what reaches one is not counted twice.
class RefusalsTest {
  private static final String ROW = "{\"distance\":1000,\"origin\":\"ATL\"}";

  @TempDir Path temp;

  @Test
  void eachCauseIsCountedOnce() throws IOException {
    try (ServingFixture serving = new ServingFixture(temp)) {
      serving.publish(Environment.PRODUCTION, primary(serving.register("0.2")));
      serving.post("/predict/nowhere", ROW);
      serving.get("/v2/models/nowhere");
      serving.post("/v1/models/nowhere:predict", "{}");
      serving.get("/v1/nothing");
      serving.get("/predict/flights");
      serving.get("/invocations");
      serving.post("/predict/flights?environment=prod", ROW);
      serving.post("/predict/flights", ROW, "Slipway-Timeout-Ms", "soon");
      serving.post(
          "/inference.GRPCInferenceService/ModelInfer", "{}", "Content-Type", "application/json");
      String reply = raw(serving, "GET /metrics HTTP/1.1\r\nHost: x\r\nA header\r\n\r\n");
      assertThat(reply)
          .startsWith("HTTP/1.1 400")
          .contains("application/json")
          .contains("{\"error\":{\"code\":\"MALFORMED_REQUEST\"");
      serving.post("/predict/flights", "{");
      raw(
          serving,
          "POST /predict/flights HTTP/1.1\r\nHost: x\r\nContent-Length: 104857600\r\n\r\n{");
      serving.post("/invocations", ROW, "Content-Type", "text/plain");
      serving.post("/predict/flights", ROW);

      assertThat(serving.get("/metrics").body().lines().filter(line -> line.contains("refused")))
          .containsExactlyInAnyOrder(
              "# HELP slipway_refused_total Requests that no version saw, by cause.",
              "# TYPE slipway_refused_total counter",
              "slipway_refused_total{code=\"NOT_FOUND\"} 4",
              "slipway_refused_total{code=\"METHOD_NOT_ALLOWED\"} 2",
              "slipway_refused_total{code=\"INVALID_ARGUMENT\"} 1",
              "slipway_refused_total{code=\"MALFORMED_REQUEST\"} 2",
              "slipway_refused_total{code=\"UNSUPPORTED_MEDIA_TYPE\"} 1");
      assertThat(serving.get("/metrics").body())
          .containsPattern("slipway_requests_total\\{.*code=\"MALFORMED_REQUEST\"} 1\n")
          .containsPattern("slipway_requests_total\\{.*code=\"PAYLOAD_TOO_LARGE\"} 1\n")
          .containsPattern("slipway_requests_total\\{.*code=\"UNSUPPORTED_MEDIA_TYPE\"} 1\n");
    }
  }

  /// What comes back for bytes as they are, until the server closes.
  private static String raw(ServingFixture serving, String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", serving.server.port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }
}
