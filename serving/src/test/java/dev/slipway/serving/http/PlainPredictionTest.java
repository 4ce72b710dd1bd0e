package dev.slipway.serving.http;

import static dev.slipway.serving.ServingFixture.primary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.slipway.core.prediction.PredictionRecord;
import dev.slipway.core.route.Environment;
import dev.slipway.serving.ServingFixture;
import dev.slipway.wire.json.Json;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class PlainPredictionTest {
  private static final String ROW = "{\"distance\":1000,\"origin\":\"ATL\",\"hour\":7}";

  @TempDir Path temp;
  private ServingFixture serving;

  @BeforeEach
  void start() {
    serving = new ServingFixture(temp);
    serving.publish(Environment.PRODUCTION, primary(serving.register("0.2")));
  }

  @AfterEach
  void stop() {
    serving.close();
  }

  @Test
  void anObjectOfNamedFeaturesIsAnswered() {
    HttpResponse<String> reply = serving.post("/predict/flights", ROW);

    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(reply.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(reply.headers().firstValue("Slipway-Model-Version")).contains("1");
    assertThat(reply.headers().firstValue("Slipway-Route-Reason")).contains("route:primary");
    JsonNode body = Json.mapper().readTree(reply.body());
    assertThat(body.propertyNames()).containsExactly("model", "version", "predictions");
    assertThat(body.path("model").asString()).isEqualTo("flights");
    assertThat(body.path("version").asInt()).isEqualTo(1);
    JsonNode prediction = body.path("predictions").path(0);
    assertThat(prediction.propertyNames())
        .containsExactly("id", "prediction", "probabilities", "flags");
    assertThat(prediction.path("id").asString()).hasSize(26);
    assertThat(prediction.path("prediction").isBoolean()).isTrue();
    assertThat(prediction.path("prediction").asBoolean()).isFalse();
    assertThat(prediction.path("probabilities").path("true").asDouble())
        .isCloseTo(0.3, within(1e-12));
    assertThat(prediction.path("probabilities").path("false").asDouble())
        .isCloseTo(0.7, within(1e-12));
    assertThat(prediction.path("flags")).isEmpty();
  }

  @Test
  void whatWasAnsweredIsLoggedUnderTheIdThatTheCallerGot() {
    HttpResponse<String> reply = serving.post("/predict/flights", ROW);

    String id =
        Json.mapper().readTree(reply.body()).path("predictions").path(0).path("id").asString();
    assertThat(serving.logged()).hasSize(1);
    PredictionRecord record = serving.logged().getFirst();
    assertThat(record.id()).isEqualTo(id);
    assertThat(record.inputs()).isEqualTo(List.of(1000.0, "ATL", 7.0));
    assertThat(record.scores()[1]).isCloseTo(0.3, within(1e-12));
    assertThat(record.error()).isEmpty();
    assertThat(record.nanos()).isPositive();
  }

  @Test
  void anOptionalFieldMayBeAbsentOrNull() {
    assertThat(serving.post("/predict/flights", "{\"distance\":1,\"origin\":\"ATL\"}").statusCode())
        .isEqualTo(200);
    assertThat(
            serving
                .post("/predict/flights", "{\"hour\":null,\"distance\":1,\"origin\":\"ATL\"}")
                .statusCode())
        .isEqualTo(200);
    assertThat(serving.logged().getFirst().inputs().get(2)).isNull();
  }

  @Test
  void aListIsAnsweredInItsOrderEachRowUnderItsOwnId() {
    HttpResponse<String> reply =
        serving.post(
            "/predict/flights",
            "[{\"distance\":1000,\"origin\":\"ATL\"},{\"distance\":6000,\"origin\":\"BOS\"}]");

    JsonNode predictions = Json.mapper().readTree(reply.body()).path("predictions");
    assertThat(predictions).hasSize(2);
    assertThat(predictions.path(0).path("prediction").asBoolean()).isFalse();
    assertThat(predictions.path(1).path("prediction").asBoolean()).isTrue();
    assertThat(predictions.path(1).path("id").asString())
        .isGreaterThan(predictions.path(0).path("id").asString());
  }

  @Test
  void unusualValuesAreAnsweredAndFlagged() {
    HttpResponse<String> reply =
        serving.post("/predict/flights", "{\"distance\":2501,\"origin\":\"XYZ\"}");

    JsonNode prediction = Json.mapper().readTree(reply.body()).path("predictions").path(0);
    assertThat(prediction.path("flags").toString())
        .isEqualTo("[\"range:distance\",\"unseen:origin\"]");
    assertThat(serving.logged().getFirst().flags())
        .containsExactly("range:distance", "unseen:origin");
  }

  @Test
  void stagingIsAskedByQueryOrHeaderAndNeverByAccident() {
    assertThat(serving.post("/predict/flights?environment=staging", ROW).statusCode())
        .isEqualTo(404);

    serving.publish(Environment.STAGING, primary(serving.register("0.5")));

    String byQuery = serving.post("/predict/flights?environment=staging", ROW).body();
    String byHeader =
        serving.post("/predict/flights", ROW, "Slipway-Environment", "staging").body();
    assertThat(byQuery).contains("\"version\":2");
    assertThat(byHeader).contains("\"version\":2");
    assertThat(serving.post("/predict/flights", ROW).body()).contains("\"version\":1");
    assertThat(serving.logged(Environment.STAGING)).hasSize(2);
  }

  @Test
  void anUnknownEndpointNamesThoseThatAreThere() {
    HttpResponse<String> reply = serving.post("/predict/fligths", ROW);

    assertThat(reply.statusCode()).isEqualTo(404);
    assertThat(reply.body())
        .contains("\"code\":\"NOT_FOUND\"")
        .contains("no endpoint 'fligths' in production; there are flights");
  }
}
