package dev.slipway.serving.http;

import static dev.slipway.serving.ServingFixture.primary;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.route.Environment;
import dev.slipway.serving.ServingFixture;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What Prometheus' own checker and the parser of its Python client make of the metrics.
final class MetricsFormatTest {
  private static final String ROW = "{\"distance\":1000,\"origin\":\"ATL\"}";
  private static final String PARSE =
      """
      import sys
      from prometheus_client.openmetrics.parser import text_string_to_metric_families as read
      for family in read(sys.stdin.read()):
          print(family.name, family.type, len(family.samples))
      """;

  @TempDir private Path temp;

  @Test
  void promtoolFaultsOnlyTheNamesThatTritonChose() throws IOException, InterruptedException {
    needs("promtool", "--version");
    Ran ran = run(scraped("*/*").body(), "promtool", "check", "metrics");

    assertThat(ran.status)
        .as("3: it was parsed and has faults of style\n%s", ran.output)
        .isEqualTo(3);
    assertThat(ran.output.lines()).isNotEmpty().allMatch(line -> line.startsWith("nv_"));
  }

  @Test
  void theMetricsAreOpenMetricsForThoseWhoAskForThem() throws IOException, InterruptedException {
    needs("/usr/bin/python3", "-c", "import prometheus_client.openmetrics.parser");
    HttpResponse<String> response =
        scraped("application/openmetrics-text;version=1.0.0;q=0.5,text/plain;q=0.2");
    assertThat(response.headers().firstValue("Content-Type"))
        .hasValue("application/openmetrics-text; version=1.0.0; charset=utf-8");

    Ran ran = run(response.body(), "/usr/bin/python3", "-c", PARSE);

    assertThat(ran.status).as(ran.output).isZero();
    assertThat(ran.output.lines())
        .contains(
            "slipway_requests counter 2",
            "process_cpu_seconds counter 1",
            "nv_inference_count unknown 1",
            "nv_inference_request_failure unknown 4",
            "nv_inference_pending_request_count gauge 1",
            "nv_inference_first_response_histogram_ms histogram 12");
  }

  private HttpResponse<String> scraped(String accept) {
    try (ServingFixture serving = new ServingFixture(temp)) {
      serving.publish(Environment.PRODUCTION, primary(serving.register("0.2")));
      serving.post("/predict/flights", ROW);
      serving.post("/predict/flights", "{");
      return serving.send(
          HttpRequest.newBuilder(serving.uri("/metrics")).header("Accept", accept).build());
    }
  }

  private record Ran(int status, String output) {}

  private Ran run(String input, String... command) throws IOException, InterruptedException {
    Path file = Files.writeString(temp.resolve("input"), input);
    Process process =
        new ProcessBuilder(List.of(command))
            .redirectErrorStream(true)
            .redirectInput(file.toFile())
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ran(process.waitFor(), output);
  }

  /// Skips the test where the program is not installed, or fails it where everything has to be.
  private void needs(String... command) throws InterruptedException {
    boolean there;
    try {
      there = run("", command).status == 0;
    } catch (IOException _) {
      there = false;
    }
    String program = String.join(" ", command);
    if ("true".equals(System.getenv("CI"))) {
      assertThat(there).as(program).isTrue();
    }
    Assumptions.assumeTrue(there, program);
  }
}
