package dev.slipway.serving.http;

import static dev.slipway.serving.ServingFixture.primary;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.route.Environment;
import dev.slipway.serving.ServingFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsTest {
  private static final String LABELS =
      "endpoint=\"flights\",environment=\"production\",model=\"flights\",version=\"1\",role=\"primary\"";

  @Test
  void requestsAreCountedByOutcomeAndTimed(@TempDir Path temp) {
    try (ServingFixture serving = new ServingFixture(temp)) {
      serving.publish(Environment.PRODUCTION, primary(serving.register("throws")));
      serving.post("/predict/flights", "{\"distance\":1000,\"origin\":\"ATL\"}");
      serving.post(
          "/predict/flights",
          "[{\"distance\":1000,\"origin\":\"ATL\"},{\"distance\":7,\"origin\":\"SEA\"}]");
      serving.post("/predict/flights", "{\"distance\":6000,\"origin\":\"ATL\"}");
      serving.post("/predict/flights", "{}");
      serving.post("/predict/flights", "{");

      String text = serving.get("/metrics").body();

      assertThat(text.lines())
          .contains(
              "slipway_requests_total{" + LABELS + ",code=\"OK\"} 2",
              "slipway_requests_total{" + LABELS + ",code=\"INTERNAL\"} 1",
              "slipway_requests_total{" + LABELS + ",code=\"INVALID_ROW\"} 1",
              "slipway_requests_total{" + LABELS + ",code=\"MALFORMED_REQUEST\"} 1",
              "slipway_predictions_total{" + LABELS + "} 3",
              "slipway_request_duration_seconds_count{" + LABELS + "} 3",
              "slipway_request_duration_seconds_bucket{" + LABELS + ",le=\"+Inf\"} 3",
              "slipway_requests_in_flight 0",
              "# TYPE slipway_request_duration_seconds histogram");
      assertThat(text)
          .contains("process_cpu_seconds_total ")
          .contains("jvm_memory_used_bytes{area=\"heap\"} ")
          .contains("nv_inference_request_success{model=\"flights\"");
    }
  }
}
