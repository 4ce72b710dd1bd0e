package dev.slipway.serving.http;

import static dev.slipway.serving.ServingFixture.primary;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.route.Environment;
import dev.slipway.serving.ServingFixture;
import dev.slipway.wire.json.Json;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class OpenInferenceTest {
  private static final String BY_COLUMN =
      """
      {"id":"42","parameters":{"content_type":"pd"},"inputs":[
        {"name":"origin","shape":[2],"datatype":"BYTES","data":["ATL","BOS"]},
        {"name":"distance","shape":[2,1],"datatype":"INT64","data":[[1000],[6000]]}]%s}
      """;

  @TempDir Path temp;
  private ServingFixture serving;

  @BeforeEach
  void start() {
    serving = new ServingFixture(temp);
    serving.publish(Environment.PRODUCTION, primary(serving.register("0.2")));
    serving.plane.restore(new dev.slipway.core.route.RouteTable(java.util.List.of()));
  }

  @AfterEach
  void stop() {
    serving.close();
  }

  @Test
  void oneTensorAColumnIsAnsweredWithClassesAndProbabilities() {
    HttpResponse<String> reply = serving.post("/v2/models/flights/infer", BY_COLUMN.formatted(""));

    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(Json.mapper().readTree(reply.body()))
        .isEqualTo(
            Json.mapper()
                .readTree(
                    """
                    {"model_name":"flights","model_version":"1","id":"42","outputs":[
                      {"name":"predict","shape":[2],"datatype":"BOOL","data":[false,true]},
                      {"name":"predict_proba","shape":[2,2],"datatype":"FP64",
                       "data":[0.7,0.30000000000000004,0.19999999999999996,0.8]}]}
                    """));
    assertThat(reply.headers().firstValue("Slipway-Prediction-Ids").orElseThrow().split(","))
        .containsExactlyElementsOf(serving.logged().stream().map(r -> r.id()).toList());
  }

  @Test
  void onlyTheOutputsAskedForAreAnswered() {
    HttpResponse<String> reply =
        serving.post(
            "/v2/models/flights/versions/1/infer",
            BY_COLUMN.formatted(",\"outputs\":[{\"name\":\"predict\"}]"));

    assertThat(reply.headers().firstValue("Slipway-Route-Reason")).contains("url");
    assertThat(Json.mapper().readTree(reply.body()).path("outputs")).hasSize(1);
  }

  @Test
  void aMatrixIsReadInTheOrderOfTheSignature() {
    HttpResponse<String> reply =
        serving.post(
            "/v2/models/flights/infer",
            """
            {"inputs":[{"name":"input-0","shape":[1,3],"datatype":"BYTES",
              "data":[1000,"ATL",null]}],"outputs":[{"name":"predict"}]}
            """);

    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    assertThat(serving.logged().getFirst().inputs()).containsExactly(1000.0, "ATL", null);
  }

  @Test
  void mistakesAreToldInTheProtocolsOwnForm() {
    assertError("{}", 400, "no 'inputs'");
    assertError("[]", 400, "an object with 'inputs'");
    assertError(tensor("[2]", "INT64", "[1]"), 400, "cannot have shape [2]: it has 1 elements");
    assertError(tensor("[-1]", "INT64", "[1]"), 400, "a dimension is negative");
    assertError(
        tensor("[4294967296,4294967296,4]", "INT64", "[1]"), 400, "more elements than a number");
    assertError(tensor("[1]", "INT65", "[1]"), 400, "datatype 'INT65'");
    assertError(tensor("[1]", "INT64", "[{}]"), 400, "an object among its data");
    assertError(tensor("[1]", "INT64", "[1]"), 422, "'origin' is required");
    assertError(tensor("[51]", "INT64", "[" + "1,".repeat(50) + "1]"), 413, "51 rows");
    HttpResponse<String> output =
        serving.post(
            "/v2/models/flights/infer", BY_COLUMN.formatted(",\"outputs\":[{\"name\":\"x\"}]"));
    assertThat(output.statusCode()).isEqualTo(400);
    assertThat(output.body()).contains("no output 'x'; it has predict, predict_proba");
  }

  @Test
  void healthAndMetadataAreThere() {
    assertThat(serving.get("/v2/health/live").body()).isEqualTo("{\"live\":true}");
    assertThat(serving.get("/v2/health/ready").body()).contains("\"ready\":true");
    assertThat(json("/v2").path("name").asString()).isEqualTo("slipway");
    assertThat(json("/v2/models/flights/ready").path("ready").asBoolean()).isTrue();
    assertThat(json("/v2/models/flights"))
        .isEqualTo(
            Json.mapper()
                .readTree(
                    """
                    {"name":"flights","versions":["1"],"platform":"tiny","inputs":[
                      {"name":"distance","datatype":"INT64","shape":[-1,1]},
                      {"name":"origin","datatype":"BYTES","shape":[-1,1]},
                      {"name":"hour","datatype":"FP64","shape":[-1,1]}],
                     "outputs":[{"name":"predict","datatype":"BOOL","shape":[-1]},
                      {"name":"predict_proba","datatype":"FP64","shape":[-1,2]}]}
                    """));
    assertThat(serving.get("/v2/models/x").statusCode()).isEqualTo(404);
    assertThat(serving.get("/v2/models/flights/versions/7").statusCode()).isEqualTo(404);
    assertThat(json("/v2/nothing").path("error").asString()).contains("/v2/nothing");
  }

  private static String tensor(String shape, String datatype, String data) {
    return """
    {"inputs":[{"name":"distance","shape":%s,"datatype":"%s","data":%s}]}
    """
        .formatted(shape, datatype, data);
  }

  private void assertError(String body, int status, String message) {
    HttpResponse<String> reply = serving.post("/v2/models/flights/infer", body);
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(status);
    assertThat(Json.mapper().readTree(reply.body()).path("error").asString()).contains(message);
  }

  private JsonNode json(String path) {
    return Json.mapper().readTree(serving.get(path).body());
  }
}
