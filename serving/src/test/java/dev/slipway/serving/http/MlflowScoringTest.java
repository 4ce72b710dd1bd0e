package dev.slipway.serving.http;

import static dev.slipway.serving.ServingFixture.primary;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.registry.VersionId;
import dev.slipway.core.route.Environment;
import dev.slipway.core.route.Route;
import dev.slipway.core.route.RouteTable;
import dev.slipway.serving.ServingFixture;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MlflowScoringTest {
  @TempDir Path temp;
  private ServingFixture serving;
  private VersionId version;

  @BeforeEach
  void start() {
    serving = new ServingFixture(temp);
    version = serving.register("0.2");
    serving.publish(Environment.PRODUCTION, primary(version));
    serving.plane.restore(new RouteTable(List.of()));
  }

  @AfterEach
  void stop() {
    serving.close();
  }

  @Test
  void everyFormGivesTheSamePredictions() {
    for (String body :
        List.of(
            "{\"dataframe_split\":{\"data\":[[\"ATL\",1000],[\"BOS\",6000]],"
                + "\"columns\":[\"origin\",\"distance\"],\"index\":[0,1]}}",
            "{\"dataframe_records\":[{\"distance\":1000,\"origin\":\"ATL\"},"
                + "{\"origin\":\"BOS\",\"distance\":6000}]}",
            "{\"instances\":[[1000,\"ATL\",null],[6000,\"BOS\",null]]}",
            "{\"inputs\":{\"distance\":[1000,6000],\"origin\":[\"ATL\",\"BOS\"]}}",
            "{\"inputs\":[[1000,\"ATL\",null],[6000,\"BOS\",null]]}")) {
      HttpResponse<String> reply = invoke(body);
      assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
      assertThat(reply.body()).isEqualTo("{\"predictions\":[false,true]}");
    }
  }

  @Test
  void probabilitiesAreAskedForByParams() {
    assertThat(
            invoke(
                    "{\"instances\":[[1000,\"ATL\",null]],"
                        + "\"params\":{\"method\":\"predict_proba\"}}")
                .body())
        .isEqualTo("{\"predictions\":[[0.7,0.30000000000000004]]}");
  }

  @Test
  void errorsReadAsClientsTestThem() {
    assertError("{\"a\":1}", "The input must be a JSON dictionary with exactly one of the input");
    assertError(
        "{\"instances\":[],\"inputs\":[]}",
        "The input must be a JSON dictionary with exactly one of the input fields");
    assertError("{", "Invalid input. Ensure that input is a valid JSON formatted string.");
    assertError(
        "{\"dataframe_split\":[]}", "Dataframe split format must be a dictionary. Got list");
    assertError(
        "{\"dataframe_records\":{}}",
        "Dataframe records format must be a list of records. Got dictionary.");
    assertError("{\"instances\":[[1]]}", "row 0 has 1 values, expected a list of 3");
    assertError("{\"dataframe_records\":[{\"distance\":1}]}", "'origin' is required and absent");
    assertError("{\"instances\":[[NaN,\"ATL\",1]]}", "send a finite number");
    HttpResponse<String> csv =
        serving.post("/invocations", "distance,origin", "Content-Type", "text/xml");
    assertThat(csv.statusCode()).isEqualTo(415);
  }

  @Test
  void pingAnswersAndSeveralEndpointsMustBeToldApart() {
    assertThat(serving.get("/ping").statusCode()).isEqualTo(200);
    serving.plane.publish(new Route("eta", Environment.PRODUCTION, "s", List.of(primary(version))));
    String body = "{\"instances\":[[1000,\"ATL\",null]]}";

    assertThat(invoke(body).statusCode()).isEqualTo(404);
    assertThat(invoke(body).body()).contains("Slipway-Endpoint: eta, flights");
    assertThat(
            serving
                .post(
                    "/invocations",
                    body,
                    "Content-Type",
                    "application/json; charset=utf-8",
                    "Slipway-Endpoint",
                    "flights")
                .statusCode())
        .isEqualTo(200);
  }

  private HttpResponse<String> invoke(String body) {
    return serving.post("/invocations", body, "Content-Type", "application/json");
  }

  private void assertError(String body, String message) {
    HttpResponse<String> reply = invoke(body);
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(400);
    assertThat(reply.body()).startsWith("{\"error_code\":\"BAD_REQUEST\"").contains(message);
  }
}
