package dev.slipway.serving.http;

import static dev.slipway.serving.ServingFixture.primary;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.input.Declared;
import dev.slipway.core.input.Limit;
import dev.slipway.core.input.Rule;
import dev.slipway.core.input.Treatment;
import dev.slipway.core.model.Field;
import dev.slipway.core.model.Signature;
import dev.slipway.core.route.Environment;
import dev.slipway.core.table.ColumnType;
import dev.slipway.serving.ServingFixture;
import dev.slipway.serving.TinyModels;
import dev.slipway.wire.json.Json;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A project declares that distances are 1 to 4,000 and not flagged, origins none but ATL, BOS and XYZ, and
/// hours never null; training saw distances from 100 to 2,500 and the origins ATL, BOS and SEA.
class DeclaredLimitsTest {
  private static final Signature DECLARED =
      new Signature(
          List.of(
              declared(
                  "distance",
                  ColumnType.INTEGER,
                  new Declared(
                      List.of(new Limit.Min(1), new Limit.Max(4_000)),
                      Optional.empty(),
                      Map.of(Rule.RANGE, Treatment.IGNORE))),
              declared(
                  "origin",
                  ColumnType.STRING,
                  new Declared(
                      List.of(new Limit.Texts(List.of("ATL", "BOS", "XYZ"))),
                      Optional.empty(),
                      Map.of())),
              declared(
                  "hour",
                  ColumnType.DECIMAL,
                  new Declared(List.of(), Optional.of(false), Map.of()))),
          TinyModels.FLIGHTS.output());

  @TempDir Path temp;
  private ServingFixture serving;

  @BeforeEach
  void start() {
    serving = new ServingFixture(temp);
    serving.publish(Environment.PRODUCTION, primary(serving.register("0.2", DECLARED)));
  }

  @AfterEach
  void stop() {
    serving.close();
  }

  @Test
  void whatKeepsTheLimitsIsAnsweredWhateverTrainingSaw() {
    JsonNode prediction = predictions("{\"distance\":4000,\"origin\":\"XYZ\",\"hour\":1}").path(0);

    assertThat(prediction.path("flags")).isEmpty();
    assertThat(prediction.has("reasons")).isFalse();
  }

  @Test
  void whatBreaksThemIsRefusedWithRuleSourceValueAndLimit() {
    HttpResponse<String> reply =
        serving.post("/predict/flights", "{\"distance\":4001,\"origin\":\"SEA\",\"hour\":null}");

    assertThat(reply.statusCode()).isEqualTo(422);
    JsonNode faults = Json.mapper().readTree(reply.body()).at("/error/faults");
    assertThat(faults.path(0).toString())
        .isEqualTo(
            "{\"row\":0,\"field\":\"distance\",\"rule\":\"max\",\"source\":\"declared\",\"value\":\"4001\",\"message\":\"must be at most 4000, as the project declares\"}");
    assertThat(faults.path(1).path("message").asString())
        .isEqualTo("must be one of the declared values: ATL, BOS, XYZ");
    assertThat(faults.path(2).path("rule").asString()).isEqualTo("nullable");
    assertThat(serving.logged().getFirst().error()).contains("INVALID_ROW");
  }

  @Test
  void ofABatchOnlyTheRowsThatBreakThemAreRefused() {
    JsonNode predictions =
        predictions(
            "[{\"distance\":0,\"origin\":\"ATL\",\"hour\":1},{\"distance\":1,\"origin\":\"ATL\",\"hour\":1}]");

    assertThat(predictions.at("/0/error/faults/0/rule").asString()).isEqualTo("min");
    assertThat(predictions.path(1).has("prediction")).isTrue();
  }

  @Test
  void everyProtocolRefusesInItsOwnForm() {
    assertRefused(
        serving.post(
            "/v2/models/flights/infer",
            """
            {"inputs":[{"name":"distance","shape":[1],"datatype":"INT64","data":[9000]},
             {"name":"origin","shape":[1],"datatype":"BYTES","data":["ATL"]},
             {"name":"hour","shape":[1],"datatype":"FP64","data":[1]}]}
            """),
        422);
    assertRefused(
        serving.post(
            "/v1/models/flights:predict", "{\"instances\":[[9000,\"ATL\",1],[1,\"ATL\",1]]}"),
        422);
    String json = "application/json";
    assertRefused(
        invoke(
            json,
            "{\"dataframe_split\":{\"columns\":[\"distance\",\"origin\",\"hour\"],\"data\":[[9000,\"ATL\",1]]}}"),
        400);
    assertRefused(
        invoke(json, "{\"inputs\":{\"distance\":[9000],\"origin\":[\"ATL\"],\"hour\":[1]}}"), 400);
    assertRefused(invoke("text/csv", "distance,origin,hour\n9000,ATL,1\n"), 400);
  }

  private HttpResponse<String> invoke(String type, String body) {
    return serving.post("/invocations", body, "Content-Type", type);
  }

  @Test
  void aFlagSaysItsRuleItsSourceAndTheEvidence() {
    serving.publish(Environment.PRODUCTION, primary(serving.register("0.2")));

    JsonNode prediction = predictions("{\"distance\":2501,\"origin\":\"ATL\"}").path(0);

    assertThat(prediction.path("flags").toString()).isEqualTo("[\"range:distance\"]");
    JsonNode reason = prediction.path("reasons").path(0);
    assertThat(reason.propertyNames())
        .containsExactly("flag", "rule", "field", "source", "message");
    assertThat(reason.path("rule").asString()).isEqualTo("range");
    assertThat(reason.path("field").asString()).isEqualTo("distance");
    assertThat(reason.path("source").asString()).isEqualTo("profile");
    assertThat(reason.path("message").asString()).startsWith("is outside the usual range 100 to");
  }

  private static void assertRefused(HttpResponse<String> reply, int status) {
    assertThat(reply.statusCode()).isEqualTo(status);
    assertThat(reply.body()).contains("must be at most 4000, as the project declares");
  }

  private JsonNode predictions(String body) {
    HttpResponse<String> reply = serving.post("/predict/flights", body);
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    return Json.mapper().readTree(reply.body()).path("predictions");
  }

  private static Field declared(String name, ColumnType type, Declared declared) {
    return new Field(name, type, true, Optional.of(declared));
  }
}
