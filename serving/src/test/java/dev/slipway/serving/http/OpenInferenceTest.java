package dev.slipway.serving.http;

import static dev.slipway.serving.ServingFixture.primary;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.model.Field;
import dev.slipway.core.model.Signature;
import dev.slipway.core.registry.VersionId;
import dev.slipway.core.route.Environment;
import dev.slipway.core.route.Variant;
import dev.slipway.core.table.ColumnType;
import dev.slipway.serving.ServingFixture;
import dev.slipway.serving.TinyModels;
import dev.slipway.wire.json.Json;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
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
    assertError(tensor("[1]", "UINT8", "[256]"), 400, "is 256.0, which is no UINT8");
    assertError(tensor("[1]", "INT64", "[1.5]"), 400, "is 1.5, which is no INT64");
    assertError(tensor("[0]", "INT64", "[]"), 400, "the tensors have no rows");
    assertError(tensor("[]", "INT64", "[]"), 400, "cannot have shape []");
    assertError(tensor("[1.5]", "INT64", "[1]"), 400, "must be a list of whole numbers");
    assertError(tensor("[99999999999999999999]", "INT64", "[1]"), 400, "out of range");
    assertError(
        "{\"inputs\":[{\"name\":\"distance\",\"shape\":[1],\"datatype\":\"INT64\"}]}",
        400,
        "no 'data'");
    assertError("{\"id\":{},\"inputs\":[]}", 400, "'id' must be a string, got an object");
    assertError("{\"parameters\":7,\"inputs\":[]}", 400, "'parameters' must be an object");
    assertError(
        "{\"inputs\":[{\"parameters\":{\"shared_memory_region\":\"x\"}}]}", 400, "shared memory");
    assertError("{\"inputs\":[],\"inputs\":[]}", 400, "'inputs' is there twice");
    assertError(
        "{\"inputs\":[],\"outputs\":[{\"name\":\"a\"},{\"name\":\"a\"}]}", 400, "asked for twice");
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
    assertThat(serving.get("/v2/health/live").body()).isEqualTo("{\"live\":true,\"ready\":true}");
    assertThat(serving.get("/v2/health/ready").body()).contains("\"ready\":true");
    assertThat(json("/v2").toString())
        .isEqualTo(
            "{\"name\":\"triton\",\"version\":\"9.9\",\"extensions\":[\"binary_tensor_data\",\"logging\","
                + "\"model_configuration\",\"model_repository\",\"parameters\",\"statistics\",\"trace\"]}");
    assertThat(json("/v2/models").toString()).isEqualTo("{\"models\":[\"flights\"]}");
    assertThat(json("/v2/models/x").path("error").asString())
        .startsWith("Request for unknown model: no endpoint 'x'");
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

  @Test
  void metadataIsThatOfTheVersionInTheUrl() {
    Signature other =
        new Signature(
            List.of(
                Field.required("miles", ColumnType.DECIMAL),
                Field.required("airport", ColumnType.STRING),
                Field.optional("at", ColumnType.DATETIME)),
            TinyModels.FLIGHTS.output());
    serving.publish(
        Environment.PRODUCTION,
        ServingFixture.variant(new VersionId("flights", 1), Variant.Role.PRIMARY, 9_000),
        ServingFixture.variant(serving.register("0.3", other), Variant.Role.CANARY, 1_000));

    assertThat(json("/v2/models/flights").path("versions").toString()).isEqualTo("[\"1\",\"2\"]");
    assertThat(json("/v2/models/flights/versions/1").path("inputs").path(0).path("name").asString())
        .isEqualTo("distance");
    JsonNode inputs = json("/v2/models/flights/versions/2").path("inputs");
    assertThat(inputs.path(0).path("name").asString()).isEqualTo("miles");
    assertThat(inputs.path(2).toString())
        .as("times are text")
        .isEqualTo("{\"name\":\"at\",\"datatype\":\"BYTES\",\"shape\":[-1,1]}");
    assertThat(serving.get("/v2/models/flights/versions/2/ready").statusCode()).isEqualTo(200);
    assertThat(serving.get("/v2/models/flights/versions/3/ready").statusCode()).isEqualTo(404);
  }

  @Test
  void configurationIsToldAsTritonTellsIt() {
    assertThat(json("/v2/models/flights/config"))
        .isEqualTo(
            Json.mapper()
                .readTree(
                    """
                    {"name":"flights","platform":"tiny","backend":"slipway",
                     "version_policy":{"specific":{"versions":[1]}},"max_batch_size":50,"input":[
                      {"name":"distance","data_type":"TYPE_INT64","dims":[1],"optional":false},
                      {"name":"origin","data_type":"TYPE_STRING","dims":[1],"optional":false},
                      {"name":"hour","data_type":"TYPE_FP64","dims":[1],"optional":true}],
                     "output":[{"name":"predict","data_type":"TYPE_BOOL","dims":[1]},
                      {"name":"predict_proba","data_type":"TYPE_FP64","dims":[2]}]}
                    """));
  }

  @Test
  void statisticsCountWhatWasAnsweredAndWhatFailed() {
    long before = System.currentTimeMillis();
    serving.post("/v2/models/flights/infer", BY_COLUMN.formatted(""));
    serving.post("/predict/flights", "{\"distance\":1000,\"origin\":\"ATL\"}");
    serving.post("/v2/models/flights/infer", "{}");

    JsonNode stats = json("/v2/models/flights/stats").path("model_stats").path(0);
    assertThat(stats.path("name").asString()).isEqualTo("flights");
    assertThat(stats.path("version").asString()).isEqualTo("1");
    assertThat(stats.path("inference_count").asInt()).isEqualTo(3);
    assertThat(stats.path("execution_count").asInt()).isEqualTo(2);
    assertThat(stats.path("last_inference").asLong()).isBetween(before, System.currentTimeMillis());
    JsonNode times = stats.path("inference_stats");
    assertThat(times.path("success").path("count").asInt()).isEqualTo(2);
    assertThat(times.path("fail").path("count").asInt()).isEqualTo(1);
    long whole = times.path("success").path("ns").asLong();
    long parts =
        times.path("compute_input").path("ns").asLong()
            + times.path("compute_infer").path("ns").asLong()
            + times.path("compute_output").path("ns").asLong();
    assertThat(parts).isPositive().isEqualTo(whole);
    assertThat(json("/v2/models/stats").path("model_stats")).hasSize(1);
    assertThat(json("/v2/models/flights/versions/1/stats").path("model_stats").path(0))
        .isEqualTo(stats);
    assertThat(serving.get("/v2/models/flights/versions/9/stats").statusCode()).isEqualTo(404);
  }

  @Test
  void theRepositoryHoldsWhatIsReleasedAndReleasesDecide() {
    assertThat(serving.post("/v2/repository/index", "").body())
        .isEqualTo(
            "[{\"name\":\"flights\",\"version\":\"1\",\"state\":\"READY\",\"reason\":\"\"}]");
    assertThat(serving.post("/v2/repository/index", "{\"ready\":true}").statusCode())
        .isEqualTo(200);
    assertThat(serving.post("/v2/repository/models/flights/load", "").body()).isEqualTo("{}");

    HttpResponse<String> unknown = serving.post("/v2/repository/models/x/load", "");
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.body()).contains("slipway release");
    HttpResponse<String> sent =
        serving.post(
            "/v2/repository/models/flights/load",
            "{\"parameters\":{\"file:1/model.onnx\":\"AAAA\"}}");
    assertThat(sent.statusCode()).isEqualTo(400);
    assertThat(sent.body()).contains("'file:1/model.onnx' is not taken");
    HttpResponse<String> unload = serving.post("/v2/repository/models/flights/unload", "{}");
    assertThat(unload.statusCode()).isEqualTo(409);
    assertThat(unload.body()).contains("slipway rollback");
    assertThat(serving.post("/v2/repository/index", "[1]").statusCode()).isEqualTo(400);
    assertThat(serving.post("/v2/repository/index", " ".repeat(70_000)).statusCode())
        .isEqualTo(413);
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
