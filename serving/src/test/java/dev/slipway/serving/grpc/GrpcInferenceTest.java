package dev.slipway.serving.grpc;

import static dev.slipway.serving.ServingFixture.primary;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.route.Environment;
import dev.slipway.core.route.RouteTable;
import dev.slipway.serving.ServingFixture;
import dev.slipway.serving.trace.Collector;
import dev.slipway.serving.trace.Traces;
import dev.slipway.wire.json.Json;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Asks by Python's gRPC client, with messages of Google's protobuf.
class GrpcInferenceTest {
  private static final String TYPED =
      """
      {"model_name":"flights","id":"42","parameters":{"priority":{"int64_param":1}},"inputs":[
        {"name":"origin","shape":[2],"datatype":"BYTES","contents":{"bytes_contents":["%s","%s"]}},
        {"name":"distance","shape":[2,1],"datatype":"INT64","contents":{"int64_contents":[1000,6000]}}]}
      """
          .formatted(base64("ATL"), base64("BOS"));

  @TempDir Path temp;
  private ServingFixture serving;
  private PythonClient client;

  @BeforeEach
  void start() {
    serving = new ServingFixture(temp);
    serving.publish(Environment.PRODUCTION, primary(serving.register("0.2")));
    serving.plane.restore(new RouteTable(List.of()));
    client = new PythonClient(temp, serving.server.port());
  }

  @AfterEach
  void stop() {
    serving.close();
    if (client != null) {
      client.close();
    }
  }

  @Test
  void typedTensorsAreAnsweredTyped() {
    JsonNode outcome = client.infer(TYPED, Map.of());

    assertThat(outcome.path("code").asString()).as(outcome.toString()).isEqualTo("OK");
    assertThat(outcome.path("replies").path(0))
        .isEqualTo(
            json(
                """
                {"model_name":"flights","model_version":"1","id":"42","parameters":{},
                 "raw_output_contents":[],"outputs":[
                 {"name":"predict","shape":["2"],"datatype":"BOOL","parameters":{},
                  "contents":{"bool_contents":[false,true],"int_contents":[],"int64_contents":[],
                   "uint_contents":[],"uint64_contents":[],"fp32_contents":[],"fp64_contents":[],
                   "bytes_contents":[]}},
                 {"name":"predict_proba","shape":["2","2"],"datatype":"FP64","parameters":{},
                  "contents":{"bool_contents":[],"int_contents":[],"int64_contents":[],
                   "uint_contents":[],"uint64_contents":[],"fp32_contents":[],
                   "fp64_contents":[0.7,0.30000000000000004,0.19999999999999996,0.8],
                   "bytes_contents":[]}}]}
                """));
    JsonNode metadata = outcome.path("metadata");
    assertThat(metadata.path("slipway-model-version").asString()).isEqualTo("1");
    assertThat(metadata.path("slipway-route-reason").asString()).isEqualTo("route:primary");
    assertThat(metadata.path("slipway-prediction-ids").asString().split(","))
        .containsExactlyElementsOf(serving.logged().stream().map(r -> r.id()).toList());
    assertThat(serving.logged().get(1).inputs()).containsExactly(6000.0, "BOS", null);
  }

  @Test
  void rawTensorsAreAnsweredRaw() {
    ByteBuffer distances = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    distances.putLong(1000).putLong(6000);
    ByteBuffer origins = ByteBuffer.allocate(14).order(ByteOrder.LITTLE_ENDIAN);
    origins.putInt(3).put("ATL".getBytes(StandardCharsets.UTF_8));
    origins.putInt(3).put("BOS".getBytes(StandardCharsets.UTF_8));
    JsonNode outcome =
        client.infer(
            """
            {"model_name":"flights","model_version":"1","inputs":[
              {"name":"distance","shape":[2],"datatype":"INT64"},
              {"name":"origin","shape":[2],"datatype":"BYTES"}],
             "outputs":[{"name":"predict_proba"},{"name":"predict"}],
             "raw_input_contents":["%s","%s"]}
            """
                .formatted(base64(distances), base64(origins)),
            Map.of("gzip", true));

    JsonNode reply = outcome.path("replies").path(0);
    assertThat(outcome.path("code").asString()).as(outcome.toString()).isEqualTo("OK");
    assertThat(outcome.path("metadata").path("slipway-route-reason").asString()).isEqualTo("url");
    assertThat(reply.path("id").asString()).isEqualTo(serving.logged().getFirst().id());
    assertThat(reply.path("outputs").path(0).path("name").asString()).isEqualTo("predict_proba");
    assertThat(reply.path("outputs").path(0).has("contents")).isFalse();
    ByteBuffer scores =
        ByteBuffer.wrap(bytes(reply.path("raw_output_contents").path(0)))
            .order(ByteOrder.LITTLE_ENDIAN);
    assertThat(new double[] {scores.getDouble(), scores.getDouble()})
        .containsExactly(0.7, 0.30000000000000004);
    assertThat(bytes(reply.path("raw_output_contents").path(1))).containsExactly(0, 1);
  }

  @Test
  void everyTypeOfContentsIsRead() {
    for (String[] form :
        List.of(
            new String[] {"INT8", "int_contents", "-7"},
            new String[] {"INT32", "int_contents", "-2147483648"},
            new String[] {"INT64", "int64_contents", "-4503599627370496"},
            new String[] {"UINT16", "uint_contents", "65535"},
            new String[] {"UINT32", "uint_contents", "4294967295"},
            new String[] {"UINT64", "uint64_contents", "9223372036854775808"},
            new String[] {"FP32", "fp32_contents", "1024"},
            new String[] {"FP64", "fp64_contents", "1e15"},
            new String[] {"BYTES", "bytes_contents", "\"" + base64("250") + "\""},
            new String[] {"BOOL", "bool_contents", "true"})) {
      JsonNode outcome = client.infer(oneRow(form[0], form[1], form[2]), Map.of());

      assertThat(outcome.path("code").asString()).as(form[0] + outcome).isEqualTo("OK");
      double expected =
          switch (form[0]) {
            case "BYTES" -> 250;
            case "BOOL" -> 1;
            default -> Double.parseDouble(form[2]);
          };
      assertThat(serving.logged().getLast().inputs()).containsExactly(expected, "ATL", null);
    }
  }

  @Test
  void everyErrorHasItsStatusAndSaysWhatIsWrong() {
    assertError(
        "{\"model_name\":\"x\"}", "NOT_FOUND", "Request for unknown model: no endpoint 'x'");
    assertError("{\"model_name\":\"flights\",\"model_version\":\"7\"}", "NOT_FOUND", "version '7'");
    assertError("{\"model_name\":\"flights\"}", "INVALID_ARGUMENT", "no 'inputs'");
    assertError(
        oneRow("INT8", "int_contents", "300"), "INVALID_ARGUMENT", "is 300.0, which is no INT8");
    assertError(
        oneRow("INT64", "int_contents", "3"),
        "INVALID_ARGUMENT",
        "contents in field 2; they belong into field 3");
    assertError(oneRow("FP16", "fp32_contents", "3"), "INVALID_ARGUMENT", "raw_input_contents");
    assertError(oneRow("INT65", "int_contents", "3"), "INVALID_ARGUMENT", "datatype 'INT65'");
    assertError(oneRow("INT64", "int64_contents", "1,2"), "INVALID_ARGUMENT", "it has 2 elements");
    assertError(
        oneRow("FP64", "fp64_contents", "1.5"), "INVALID_ARGUMENT", "must be a whole number");
    assertError(
        oneRow("FP64", "fp64_contents", "\"Infinity\""),
        "INVALID_ARGUMENT",
        "'distance' is Infinity");
    assertError(
        oneRow("FP64", "fp64_contents", "\"NaN\""), "INVALID_ARGUMENT", "'distance' is null");
    assertError(
        "{\"model_name\":\"flights\",\"inputs\":[{\"name\":\"distancé\",\"shape\":[1],\"datatype\":\"INT64\","
            + "\"contents\":{\"int64_contents\":[1]}}]}",
        "INVALID_ARGUMENT",
        "row 0 'distancé' is no input of this model");
    assertError(
        TYPED.replace("\"id\"", "\"outputs\":[{\"name\":\"x\"}],\"id\""),
        "INVALID_ARGUMENT",
        "no output 'x'; it has predict, predict_proba");
    assertError(
        TYPED.replace(
            "\"id\"",
            "\"outputs\":[{\"name\":\"predict\",\"parameters\":{\"classification\":{\"int64_param\":2}}}],\"id\""),
        "INVALID_ARGUMENT",
        "'classification' is not known");
    assertError(
        TYPED.replace("\"id\"", "\"raw_input_contents\":[\"AAAA\"],\"id\""),
        "INVALID_ARGUMENT",
        "2 inputs and 1 raw_input_contents");
    assertError(
        TYPED.replace("\"id\"", "\"raw_input_contents\":[\"AAAA\",\"AAAA\"],\"id\""),
        "INVALID_ARGUMENT",
        "has contents, and the request has raw_input_contents too");
    assertError(
        TYPED.replace("\"shape\":[2]", "\"shape\":[\"4611686018427387904\",4,2]"),
        "INVALID_ARGUMENT",
        "more elements than a number can count");
    assertThat(client.infer(TYPED, Map.of()).path("code").asString()).isEqualTo("OK");
  }

  @Test
  void metadataSaysTheVersionAndTheEnvironment() {
    assertThat(
            client
                .infer(TYPED, Map.of("metadata", Map.of("slipway-environment", "staging")))
                .path("details")
                .asString())
        .contains("no endpoint 'flights' in staging");
    assertThat(
            client
                .infer(TYPED, Map.of("metadata", Map.of("slipway-model-version", "primary")))
                .path("metadata")
                .path("slipway-route-reason")
                .asString())
        .isEqualTo("header");
  }

  @Test
  void aMessageOverTheLimitIsRefusedAndTheNextCallIsAnswered() {
    String large = TYPED.replace("\"42\"", "\"" + "x".repeat(200_000) + "\"");
    for (boolean gzip : List.of(false, true)) {
      JsonNode refused = client.infer(large, Map.of("gzip", gzip));
      assertThat(refused.path("code").asString())
          .as(refused.toString())
          .isEqualTo("RESOURCE_EXHAUSTED");
      assertThat(refused.path("details").asString()).contains("longer than the 100000 bytes");
      assertThat(client.infer(TYPED, Map.of()).path("code").asString()).isEqualTo("OK");
    }
  }

  @Test
  void theTimeoutParameterIsInMicroseconds() {
    assertError(timeout("int64_param", "1"), "DEADLINE_EXCEEDED", "before scoring began");
    assertError(timeout("uint64_param", "1"), "DEADLINE_EXCEEDED", "before scoring began");
    assertThat(client.infer(timeout("int64_param", "60000000"), Map.of()).path("code").asString())
        .isEqualTo("OK");
    assertThat(client.infer(timeout("int64_param", "0"), Map.of()).path("code").asString())
        .isEqualTo("OK");
    assertError(timeout("int64_param", "-1"), "INVALID_ARGUMENT", "a number of microseconds");
    assertError(
        timeout("uint64_param", "18446744073709551615"), "INVALID_ARGUMENT", "microseconds");
    assertError(timeout("string_param", "\"1\""), "INVALID_ARGUMENT", "as int64_param");
  }

  private static String timeout(String type, String value) {
    return TYPED.replace(
        "\"priority\":{\"int64_param\":1}",
        "\"timeout\":{\"%s\":%s},\"other\":{\"bool_param\":true}".formatted(type, value));
  }

  @Test
  void aStreamAnswersEachRequestAndGoesOnAfterAnError() {
    JsonNode outcome = client.inferEach(List.of(TYPED, "{\"model_name\":\"flights\"}", TYPED));

    assertThat(outcome.path("code").asString()).as(outcome.toString()).isEqualTo("OK");
    assertThat(outcome.path("replies")).hasSize(3);
    assertThat(outcome.path("replies").path(0).path("infer_response").path("id").asString())
        .isEqualTo("42");
    assertThat(outcome.path("replies").path(1).path("error_message").asString())
        .contains("no 'inputs'");
    assertThat(outcome.path("replies").path(2).path("infer_response"))
        .isEqualTo(outcome.path("replies").path(0).path("infer_response"));
    assertThat(client.inferEach(List.of()).path("code").asString()).isEqualTo("OK");
  }

  @Test
  void theServerAndItsModelsTellWhatTheyAre() {
    assertThat(one("ServerLive", "{}").toString()).isEqualTo("{\"live\":true}");
    assertThat(one("ServerReady", "{}").toString()).isEqualTo("{\"ready\":true}");
    assertThat(one("ServerMetadata", "{}"))
        .isEqualTo(
            json(
                """
                {"name":"triton","version":"9.9","extensions":
                 ["logging","model_configuration","model_repository","parameters","statistics","trace"]}
                """));
    assertThat(one("ModelReady", "{\"name\":\"flights\"}").toString())
        .isEqualTo("{\"ready\":true}");
    assertThat(one("ModelMetadata", "{\"name\":\"flights\",\"version\":\"1\"}"))
        .isEqualTo(
            json(
                """
                {"name":"flights","versions":["1"],"platform":"tiny","inputs":[
                  {"name":"distance","datatype":"INT64","shape":["-1","1"]},
                  {"name":"origin","datatype":"BYTES","shape":["-1","1"]},
                  {"name":"hour","datatype":"FP64","shape":["-1","1"]}],
                 "outputs":[{"name":"predict","datatype":"BOOL","shape":["-1"]},
                  {"name":"predict_proba","datatype":"FP64","shape":["-1","2"]}]}
                """));
    assertThat(one("ModelConfig", "{\"name\":\"flights\"}").path("config"))
        .isEqualTo(
            json(
                """
                {"name":"flights","platform":"tiny","backend":"slipway",
                 "version_policy":{"specific":{"versions":["1"]}},"max_batch_size":50,"input":[
                  {"name":"distance","data_type":"TYPE_INT64","dims":["1"],"optional":false},
                  {"name":"origin","data_type":"TYPE_STRING","dims":["1"],"optional":false},
                  {"name":"hour","data_type":"TYPE_FP64","dims":["1"],"optional":true}],
                 "output":[{"name":"predict","data_type":"TYPE_BOOL","dims":["1"]},
                  {"name":"predict_proba","data_type":"TYPE_FP64","dims":["2"]}]}
                """));
    JsonNode unknown = client.call("ModelReady", "ModelReady", "{\"name\":\"x\"}", Map.of());
    assertThat(unknown.path("code").asString()).isEqualTo("NOT_FOUND");
  }

  @Test
  void statisticsAndRepositoryAreThoseOfTheOtherForm() {
    client.infer(TYPED, Map.of());
    client.infer("{\"model_name\":\"flights\"}", Map.of());

    JsonNode statistics = one("ModelStatistics", "{}").path("model_stats").path(0);
    assertThat(statistics.path("inference_count").asString()).isEqualTo("2");
    assertThat(statistics.path("execution_count").asString()).isEqualTo("1");
    assertThat(statistics.path("inference_stats").path("fail").path("count").asString())
        .isEqualTo("1");
    assertThat(one("RepositoryIndex", "{\"ready\":true}"))
        .isEqualTo(
            json(
                "{\"models\":[{\"name\":\"flights\",\"version\":\"1\",\"state\":\"READY\",\"reason\":\"\"}]}"));
    assertThat(one("RepositoryModelLoad", "{\"model_name\":\"flights\"}").toString())
        .isEqualTo("{}");
    JsonNode sent =
        client.call(
            "RepositoryModelLoad",
            "RepositoryModelLoad",
            "{\"model_name\":\"flights\",\"parameters\":{\"config\":{\"string_param\":\"{}\"}}}",
            Map.of());
    assertThat(sent.path("code").asString()).isEqualTo("INVALID_ARGUMENT");
    JsonNode unload =
        client.call(
            "RepositoryModelUnload",
            "RepositoryModelUnload",
            "{\"model_name\":\"flights\"}",
            Map.of());
    assertThat(unload.path("code").asString()).isEqualTo("ALREADY_EXISTS");
    JsonNode shared = client.call("SystemSharedMemoryStatus", "ServerLive", "{}", Map.of());
    assertThat(shared.path("code").asString()).isEqualTo("UNIMPLEMENTED");
    assertThat(shared.path("details").asString()).contains("no method 'SystemSharedMemoryStatus'");
  }

  /// The level is the whole process's, so the test puts back what it found.
  @Test
  void settingsAreReadAndChangedAsOverHttp() {
    Logger log = Logger.getLogger("dev.slipway");
    Level before = log.getLevel();
    try {
      log.setLevel(Level.INFO);
      assertThat(setting("LogSettings", "{}"))
          .isEqualTo(
              json(
                  """
                  {"log_file":{"string_param":""},"log_info":{"bool_param":true},
                   "log_warning":{"bool_param":true},"log_error":{"bool_param":true},
                   "log_verbose_level":{"uint32_param":0},"log_format":{"string_param":"default"}}
                  """));
      assertThat(
              setting(
                      "LogSettings",
                      """
                      {"settings":{"log_verbose_level":{"uint32_param":2},"log_file":{"string_param":""},
                       "log_info":{"bool_param":true}}}
                      """)
                  .at("/log_verbose_level/uint32_param")
                  .asInt())
          .isEqualTo(2);
      assertThat(log.getLevel()).isEqualTo(Level.FINER);
      assertThat(serving.get("/v2/logging").body()).contains("\"log_verbose_level\":2");
      assertSettingRefused("LogSettings", "{\"log_error\":{\"bool_param\":false}}", "turned off");
      assertSettingRefused("LogSettings", "{\"log_info\":{}}", "true or false");
      assertSettingRefused("LogSettings", "{\"log_info\":{\"uint32_param\":0}}", "true or false");
      assertSettingRefused("LogSettings", "{\"x\":{\"bool_param\":true}}", "no log setting 'x'");
      assertThat(log.getLevel()).isEqualTo(Level.FINER);
    } finally {
      log.setLevel(before);
    }
  }

  @Test
  void traceSettingsAreThoseOfTheWholeServer() {
    try (Traces traces =
            new Traces(
                new Collector(URI.create("http://127.0.0.1:1/v1/traces"), Map.of(), "slipway"),
                "1");
        ServingFixture traced = new ServingFixture(temp, ServingFixture.LIMITS, List.of(traces));
        PythonClient tracedClient = new PythonClient(temp, traced.server.port())) {
      traced.publish(Environment.PRODUCTION, primary(traced.register("0.2")));
      JsonNode usual =
          json(
              """
              {"trace_level":{"value":["TIMESTAMPS"]},"trace_rate":{"value":["1"]},
               "trace_count":{"value":["-1"]},"log_frequency":{"value":["0"]},
               "trace_file":{"value":[""]},"trace_mode":{"value":["opentelemetry"]}}
              """);
      assertThat(tracing(tracedClient, "{\"model_name\":\"flights\"}")).isEqualTo(usual);

      JsonNode changed =
          tracing(
              tracedClient,
              """
              {"settings":{"trace_rate":{"value":["7"]},"trace_level":{"value":["OFF","TIMESTAMPS"]},
               "trace_file":{"value":[""]}}}
              """);
      assertThat(changed.at("/trace_rate/value/0").asString()).isEqualTo("7");
      assertThat(traced.get("/v2/trace/setting").body()).contains("\"trace_rate\":\"7\"");
      assertThat(tracing(tracedClient, "{\"settings\":{\"trace_rate\":{}}}"))
          .as("without a value it is what it was")
          .isEqualTo(usual);

      JsonNode ofOne =
          tracedClient.call(
              "TraceSetting",
              "TraceSetting",
              "{\"model_name\":\"flights\",\"settings\":{\"trace_rate\":{\"value\":[\"3\"]}}}",
              Map.of());
      assertThat(ofOne.path("code").asString()).isEqualTo("INVALID_ARGUMENT");
      assertThat(ofOne.path("details").asString()).contains("all models together");
      JsonNode unknown =
          tracedClient.call("TraceSetting", "TraceSetting", "{\"model_name\":\"x\"}", Map.of());
      assertThat(unknown.path("code").asString()).isEqualTo("NOT_FOUND");
    }
    assertSettingRefused(
        "TraceSetting", "{\"trace_level\":{\"value\":[\"TIMESTAMPS\"]}}", "--otlp");
  }

  private static JsonNode tracing(PythonClient client, String request) {
    JsonNode outcome = client.call("TraceSetting", "TraceSetting", request, Map.of());
    assertThat(outcome.path("code").asString()).as(outcome.toString()).isEqualTo("OK");
    return outcome.path("replies").path(0).path("settings");
  }

  private JsonNode setting(String method, String request) {
    return one(method, request).path("settings");
  }

  private void assertSettingRefused(String method, String settings, String why) {
    JsonNode outcome = client.call(method, method, "{\"settings\":" + settings + "}", Map.of());
    assertThat(outcome.path("code").asString())
        .as(outcome.toString())
        .isEqualTo("INVALID_ARGUMENT");
    assertThat(outcome.path("details").asString()).contains(why);
  }

  @Test
  void aClientThatKnowsNothingButReflectionCanCall() {
    for (String version : List.of("v1", "v1alpha")) {
      JsonNode learned = PythonClient.reflect(temp, serving.server.port(), version, TYPED);

      assertThat(learned.path("services").propertyNames())
          .containsExactly(
              "inference.GRPCInferenceService",
              "grpc.health.v1.Health",
              "grpc.reflection.v1.ServerReflection",
              "grpc.reflection.v1alpha.ServerReflection");
      assertThat(learned.at("/services/grpc.health.v1.Health").toString())
          .isEqualTo("[\"Check\",\"Watch\"]");
      assertThat(learned.at("/reply/id").asString()).isEqualTo("42");
      assertThat(learned.at("/reply/outputs/0/contents/bool_contents").toString())
          .isEqualTo("[false,true]");
      for (JsonNode method : learned.at("/services/inference.GRPCInferenceService")) {
        JsonNode called = client.call(method.asString(), "ServerLive", "{}", Map.of());
        assertThat(called.path("code").asString())
            .as("%s is there", method)
            .isNotEqualTo("UNIMPLEMENTED");
      }
    }
  }

  @Test
  void healthIsCheckedAndWatched() {
    for (String service : List.of("", "inference.GRPCInferenceService", "flights")) {
      JsonNode health = health("Check", service, Map.of());
      assertThat(health.path("replies").path(0).path("status").asString()).isEqualTo("SERVING");
    }
    assertThat(health("Check", "x", Map.of()).path("code").asString()).isEqualTo("NOT_FOUND");
    assertThat(
            health("Watch", "x", Map.of("first", 1))
                .path("replies")
                .path(0)
                .path("status")
                .asString())
        .isEqualTo("SERVICE_UNKNOWN");

    Thread stop =
        Thread.ofVirtual()
            .start(() -> {
              try {
                Thread.sleep(700);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              serving.plane.drain();
            });
    JsonNode watched = health("Watch", "", Map.of());
    assertThat(stop.isAlive()).isFalse();
    assertThat(watched.path("replies").toString())
        .isEqualTo("[{\"status\":\"SERVING\"},{\"status\":\"NOT_SERVING\"}]");
    assertThat(watched.path("code").asString()).isEqualTo("UNAVAILABLE");
    assertThat(health("Check", "", Map.of()).path("replies").path(0).path("status").asString())
        .isEqualTo("NOT_SERVING");
    assertThat(one("ServerReady", "{}").toString()).isEqualTo("{\"ready\":false}");
  }

  private JsonNode health(String method, String service, Map<String, ?> more) {
    return client.call(
        "/grpc.health.v1.Health/" + method,
        "HealthCheck",
        "{\"service\":\"" + service + "\"}",
        more);
  }

  private JsonNode one(String method, String request) {
    JsonNode outcome = client.call(method, method, request, Map.of());
    assertThat(outcome.path("code").asString()).as(outcome.toString()).isEqualTo("OK");
    return outcome.path("replies").path(0);
  }

  private void assertError(String request, String code, String details) {
    JsonNode outcome = client.infer(request, Map.of());
    assertThat(outcome.path("code").asString()).as(outcome.toString()).isEqualTo(code);
    assertThat(outcome.path("details").asString()).contains(details);
  }

  private static String oneRow(String datatype, String field, String values) {
    return """
    {"model_name":"flights","inputs":[
      {"name":"origin","shape":[1],"datatype":"BYTES","contents":{"bytes_contents":["%s"]}},
      {"name":"distance","shape":[1],"datatype":"%s","contents":{"%s":[%s]}}]}
    """
        .formatted(base64("ATL"), datatype, field, values);
  }

  private static JsonNode json(String text) {
    return Json.mapper().readTree(text);
  }

  private static byte[] bytes(JsonNode base64) {
    return Base64.getDecoder().decode(base64.asString());
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String base64(ByteBuffer bytes) {
    return Base64.getEncoder().encodeToString(bytes.array());
  }
}
