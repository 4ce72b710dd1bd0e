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
  void everyExampleIsAnsweredInTheShapeThatIsPromised() {
    JsonNode document = json(fixture.get("/openapi.json"));
    JsonNode examples =
        document.at(
            "/paths/~1predict~1flights/post/requestBody/content/application~1json/examples");
    assertThat(examples.size()).isEqualTo(2);
    for (JsonNode example : examples) {
      HttpResponse<String> reply =
          fixture.post("/predict/flights", example.path("value").toString());
      assertThat(reply.statusCode()).isEqualTo(200);
      assertThat(json(reply).at("/predictions/0/flags").size()).isZero();
      assertFits(document, "flights.reply", reply.body());
    }
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

  private static void assertFits(JsonNode document, String name, String json) {
    ObjectNode schema = Json.mapper().createObjectNode();
    schema.put("$ref", "#/components/schemas/" + name);
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
