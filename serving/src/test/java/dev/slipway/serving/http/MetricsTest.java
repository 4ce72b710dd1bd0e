package dev.slipway.serving.http;

import static dev.slipway.serving.ServingFixture.primary;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.route.Environment;
import dev.slipway.serving.ServingFixture;
import java.nio.file.Path;
import java.util.List;
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
          .contains("process_resident_memory_bytes ")
          .contains("jvm_gc_collection_seconds_count{gc=");
    }
  }

  @Test
  void theSameTrafficStandsUnderTheNamesOfTriton(@TempDir Path temp) {
    try (ServingFixture serving = new ServingFixture(temp)) {
      serving.publish(Environment.PRODUCTION, primary(serving.register("throws")));
      serving.post(
          "/predict/flights",
          "[{\"distance\":1000,\"origin\":\"ATL\"},{\"distance\":7,\"origin\":\"SEA\"}]");
      serving.post("/predict/flights", "{\"distance\":6000,\"origin\":\"ATL\"}");
      serving.post("/predict/flights", "{");

      String labels =
          "{model=\"flights\",version=\"1\",environment=\"production\",role=\"primary\"";
      List<String> lines = serving.get("/metrics").body().lines().toList();

      assertThat(lines)
          .contains(
              "nv_inference_request_success" + labels + "} 1",
              "nv_inference_count" + labels + "} 2",
              "nv_inference_exec_count" + labels + "} 1",
              "nv_inference_request_failure" + labels + ",reason=\"BACKEND\"} 1",
              "nv_inference_request_failure" + labels + ",reason=\"OTHER\"} 1",
              "nv_inference_request_failure" + labels + ",reason=\"REJECTED\"} 0",
              "nv_inference_request_failure" + labels + ",reason=\"CANCELED\"} 0",
              "nv_inference_pending_request_count" + labels + "} 0",
              "nv_inference_queue_duration_us" + labels + "} 0",
              "nv_inference_first_response_histogram_ms_count" + labels + "} 2");
      double whole = valueOf(lines, "nv_inference_request_duration_us" + labels);
      double parts =
          valueOf(lines, "nv_inference_compute_input_duration_us" + labels)
              + valueOf(lines, "nv_inference_compute_infer_duration_us" + labels)
              + valueOf(lines, "nv_inference_compute_output_duration_us" + labels);
      assertThat(parts).as("each part is rounded down").isBetween(whole - 3, whole);
      assertThat(whole).isPositive();
    }
  }

  private static double valueOf(List<String> lines, String series) {
    return lines.stream()
        .filter(line -> line.startsWith(series))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .findFirst()
        .orElseThrow();
  }
}
