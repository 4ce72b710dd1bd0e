package dev.slipway.serving.http;

import static dev.slipway.serving.ServingFixture.primary;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.route.Environment;
import dev.slipway.serving.ServingFixture;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KserveTest {
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
  void instancesAreListsOrObjects() {
    HttpResponse<String> reply =
        predict(
            "{\"instances\":[[1000,\"ATL\",null],{\"distance\":6000,\"origin\":\"BOS\"}],\"id\":\"x\"}");

    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    assertThat(reply.body()).isEqualTo("{\"predictions\":[false,true]}");
    assertThat(reply.headers().firstValue("Slipway-Prediction-Ids").orElseThrow().split(","))
        .containsExactlyElementsOf(serving.logged().stream().map(r -> r.id()).toList());
    assertThat(
            predict(
                    "{\"parameters\":{\"method\":\"predict_proba\"},\"instances\":[[1000,\"ATL\",1]]}")
                .body())
        .isEqualTo("{\"predictions\":[[0.7,0.30000000000000004]]}");
  }

  @Test
  void whatThereIsIsTold() {
    assertThat(serving.get("/v1/models").body()).isEqualTo("{\"models\":[\"flights\"]}");
    assertThat(serving.get("/v1/models/flights").body())
        .isEqualTo("{\"name\":\"flights\",\"ready\":true}");
    assertThat(serving.get("/v1/models/x").statusCode()).isEqualTo(404);
    assertThat(serving.get("/v1/models/x").body()).startsWith("{\"error\":\"no endpoint 'x'");
  }

  @Test
  void theRootSaysThatItIsAliveToAllButBrowsers() {
    HttpResponse<String> client = serving.send(get("/", "*/*"));
    assertThat(client.body()).isEqualTo("{\"status\":\"alive\"}");
    assertThat(serving.send(get("/", "text/html,*/*;q=0.8")).statusCode())
        .as("left to the pages")
        .isEqualTo(404);
  }

  @Test
  void mistakesAreToldInTheProtocolsOwnForm() {
    assertError("{}", 400, "Expected key \\\"instances\\\" in request body");
    assertError("[]", 400, "an object with 'instances'");
    assertError("{\"instances\":{}}", 400, "must be a list of rows, got an object");
    assertError("{\"instances\":[]}", 400, "'instances' is empty");
    assertError("{\"instances\":[1]}", 400, "row 0 is a number");
    assertError("{\"instances\":[[1,\"A\",1]],\"instances\":[]}", 400, "there twice");
    assertError("{\"instances\":[[\"far\",\"A\",1]]}", 422, "'distance' must be a whole number");
    assertError("{", 400, "not valid JSON");
    HttpResponse<String> explain = serving.post("/v1/models/flights:explain", "{}");
    assertThat(explain.statusCode()).isEqualTo(404);
    assertThat(explain.body()).contains("'explain' is no verb");
    assertThat(serving.get("/v1/nothing").body()).startsWith("{\"error\":\"");
    assertThat(serving.post("/v1/models/x:predict", "{}").statusCode()).isEqualTo(404);
  }

  private java.net.http.HttpRequest get(String path, String accept) {
    return java.net.http.HttpRequest.newBuilder(serving.uri(path)).header("Accept", accept).build();
  }

  private HttpResponse<String> predict(String body) {
    return serving.post("/v1/models/flights:predict", body);
  }

  private void assertError(String body, int status, String message) {
    HttpResponse<String> reply = predict(body);
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(status);
    assertThat(reply.body()).startsWith("{\"error\":\"").contains(message);
  }
}
