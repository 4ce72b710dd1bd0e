package dev.slipway.serving.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.slipway.core.registry.VersionId;
import dev.slipway.core.route.Environment;
import dev.slipway.serving.ServingFixture;
import dev.slipway.wire.json.Json;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What `/openapi.json` says is what the server does.
class DocsTest {
  @TempDir Path folder;
  private ServingFixture fixture;

  @BeforeEach
  void serve() {
    fixture = new ServingFixture(folder);
    VersionId version = fixture.register("0.2");
    fixture.publish(Environment.PRODUCTION, ServingFixture.primary(version));
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void everyExampleOfEveryProtocolIsAnsweredInTheShapeThatIsPromised() {
    JsonNode document = json(fixture.get("/openapi.json"));
    List<String> asked = new ArrayList<>();
    for (var path : document.path("paths").properties()) {
      JsonNode operation = path.getValue().path("post");
      JsonNode examples = operation.at("/requestBody/content/application~1json/examples");
      for (JsonNode example : examples) {
        String body = example.path("value").toString();
        assertFits(document, operation.at("/requestBody/content/application~1json/schema"), body);
        HttpResponse<String> reply = fixture.post(path.getKey(), body, headers(operation));
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        assertFits(
            document,
            operation.at("/responses/200/content/application~1json/schema"),
            reply.body());
        asked.add(path.getKey());
      }
    }
    assertThat(asked)
        .containsExactly(
            "/predict/flights",
            "/predict/flights",
            "/v2/models/flights/infer",
            "/v1/models/flights:predict",
            "/invocations");
  }

  @Test
  void everyProtocolRefusesNonsenseInTheShapeThatIsPromised() {
    JsonNode document = json(fixture.get("/openapi.json"));
    for (var path : document.path("paths").properties()) {
      JsonNode operation = path.getValue().path("post");
      HttpResponse<String> reply = fixture.post(path.getKey(), "nonsense", headers(operation));
      assertThat(reply.statusCode()).isEqualTo(400);
      assertFits(
          document,
          operation.at("/responses/default/content/application~1json/schema"),
          reply.body());
    }
  }

  @Test
  void theExampleIsUnusualInNothing() {
    JsonNode row =
        json(fixture.get("/openapi.json")).at("/components/schemas/flights.row/examples/0");
    HttpResponse<String> reply = fixture.post("/predict/flights", row.toString());
    assertThat(json(reply).at("/predictions/0/flags").isArray()).isTrue();
    assertThat(json(reply).at("/predictions/0/flags").size()).isZero();
  }

  @Test
  void errorsAndFaultyRowsHaveTheShapeThatIsPromised() {
    JsonNode document = json(fixture.get("/openapi.json"));
    assertFits(document, "Error", fixture.post("/predict/flights", "nonsense").body());
    assertFits(document, "Error", fixture.post("/predict/flights", "{\"distance\":\"x\"}").body());
    String mixed =
        fixture
            .post(
                "/predict/flights", "[{\"distance\":500,\"origin\":\"ATL\"},{\"origin\":\"ATL\"}]")
            .body();
    assertThat(mixed).contains("INVALID_ROW");
    assertFits(document, "flights.reply", mixed);
  }

  @Test
  void anEndpointHasADocumentOfItsOwn() {
    JsonNode document = json(fixture.get("/predict/flights/openapi.json"));
    assertThat(document.at("/info/title").asString()).isEqualTo("flights");
    HttpResponse<String> unknown = fixture.get("/predict/nothing/openapi.json");
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.body()).contains("NOT_FOUND");
  }

  @Test
  void thePageFetchesNothingFromElsewhere() {
    HttpResponse<String> page = fixture.get("/docs");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'none'");
    assertThat(page.body()).doesNotContain("https://").contains("/docs/swagger-ui-bundle.js");
    assertThat(fixture.get("/docs/swagger-ui-bundle.js").statusCode()).isEqualTo(200);
    assertThat(fixture.get("/docs/..%2fdocs.html").statusCode()).isEqualTo(404);
  }

  /// The content type, and the header parameters that have an example.
  private static String[] headers(JsonNode operation) {
    List<String> headers = new ArrayList<>(List.of("Content-Type", "application/json"));
    for (JsonNode parameter : operation.path("parameters")) {
      if (parameter.has("example")) {
        headers.add(parameter.path("name").asString());
        headers.add(parameter.path("example").asString());
      }
    }
    return headers.toArray(String[]::new);
  }

  private static void assertFits(JsonNode document, String name, String json) {
    assertFits(
        document,
        Json.mapper().createObjectNode().put("$ref", "#/components/schemas/" + name),
        json);
  }

  private static void assertFits(JsonNode document, JsonNode part, String json) {
    assertThat(part.isObject()).isTrue();
    ObjectNode schema = Json.mapper().createObjectNode();
    schema.setAll((ObjectNode) part);
    schema.set("components", document.path("components"));
    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema.toString(), InputFormat.JSON)
                .validate(json, InputFormat.JSON))
        .as(json)
        .isEmpty();
  }

  private static JsonNode json(HttpResponse<String> reply) {
    assertThat(reply.statusCode()).isEqualTo(200);
    return Json.mapper().readTree(reply.body());
  }
}
