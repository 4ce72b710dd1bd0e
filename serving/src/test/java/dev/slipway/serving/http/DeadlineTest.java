package dev.slipway.serving.http;

import static dev.slipway.serving.ServingFixture.primary;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.route.Environment;
import dev.slipway.serving.HalfSent;
import dev.slipway.serving.ServingFixture;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadlineTest {
  private static final String ROW = "{\"distance\":1000,\"origin\":\"ATL\"}";
  private static final String TENSORS =
      """
      {"parameters":{"timeout":%s},"inputs":[
        {"name":"distance","shape":[1],"datatype":"INT64","data":[1000]},
        {"name":"origin","shape":[1],"datatype":"BYTES","data":["ATL"]}]}\
      """;

  private @TempDir Path temp;
  private ServingFixture serving;
  private int scoredBefore;

  @BeforeEach
  void serve() {
    serving = new ServingFixture(temp);
    serving.publish(Environment.PRODUCTION, primary(serving.register("0.1")));
    scoredBefore = serving.models.scored.get();
  }

  @AfterEach
  void stop() {
    serving.close();
  }

  @Test
  void aRequestThatArrivesTooSlowlyIsNotScored() throws InterruptedException {
    String reply;
    try (HalfSent slow =
        new HalfSent(serving.uri("/predict/flights"), ROW, 5, "Slipway-Timeout-Ms: 20")) {
      Thread.sleep(60);
      reply = slow.finish();
    }

    assertThat(reply).startsWith("HTTP/1.1 504").contains("DEADLINE_EXCEEDED");
    assertThat(serving.models.scored).hasValue(scoredBefore);
    assertThat(serving.logged()).isEmpty();
    assertThat(serving.get("/metrics").body())
        .containsPattern("slipway_requests_total\\{.*code=\"DEADLINE_EXCEEDED\"} 1");
    assertThat(serving.post("/predict/flights", ROW).statusCode()).isEqualTo(200);
  }

  @Test
  void theTimeoutOfTheOpenInferenceProtocolIsInMicroseconds() {
    HttpResponse<String> late = serving.post("/v2/models/flights/infer", TENSORS.formatted("1"));

    assertThat(late.statusCode()).isEqualTo(504);
    assertThat(late.body()).startsWith("{\"error\":\"the deadline passed before scoring began");
    assertThat(serving.models.scored).hasValue(scoredBefore);
    assertThat(inferred("0").statusCode()).isEqualTo(200);
    assertThat(inferred("60000000").statusCode()).isEqualTo(200);
    assertThat(inferred("4611686018427387903").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "1.5", "\"1\"", "true", "null", "[1]", "99999999999999999999"})
  void aTimeoutParameterThatIsNoneIsTold(String timeout) {
    HttpResponse<String> reply = inferred(timeout);

    assertThat(reply.statusCode()).isEqualTo(400);
    assertThat(reply.body()).contains("'timeout' must be a number of microseconds");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-5", "soon", "1.5", "99999999999999999999"})
  void aTimeoutHeaderThatIsNoneIsTold(String timeout) {
    HttpResponse<String> reply =
        serving.post("/predict/flights", ROW, "Slipway-Timeout-Ms", timeout);

    assertThat(reply.statusCode()).isEqualTo(400);
    assertThat(reply.body()).contains(timeout).contains("Slipway-Timeout-Ms");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Slipway-Timeout-Ms", "x-envoy-expected-rq-timeout-ms"})
  void whoWaitsLongEnoughIsAnswered(String header) {
    assertThat(serving.post("/predict/flights", ROW, header, "60000").statusCode()).isEqualTo(200);
    assertThat(
            serving
                .post("/predict/flights", ROW, header, Long.toString(Long.MAX_VALUE))
                .statusCode())
        .isEqualTo(200);
  }

  private HttpResponse<String> inferred(String timeout) {
    return serving.post("/v2/models/flights/infer", TENSORS.formatted(timeout));
  }
}
