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
    assertError("[[1]]", "The input must be a JSON dictionary with exactly one of the input");
    assertError("{\"dataframe_split\":{\"columns\":[]}}", "needs the lists 'columns' and 'data'");
    assertError(
        "{\"dataframe_split\":{\"data\":[7],\"columns\":[\"distance\"]}}", "row 0 must be a list");
    assertError("{\"dataframe_records\":[7]}", "record 0 must be a dictionary. Got number");
    assertError("{\"inputs\":7}", "'inputs' must be a list of rows. Got number");
    assertError(
        "{\"inputs\":{\"distance\":[1,2],\"origin\":[\"ATL\"]}}",
        "'origin' has 1 values, the first");
    assertError(
        "{\"inputs\":{\"origin\":[\"ATL\"],\"distance\":[1,2]}}", "'distance' has 2 values, the");
    assertError(
        "{\"instances\":[[1,\"ATL\",null,4,5]]}", "row 0 has 5 values, expected a list of 3");
    assertError(
        "{\"instances\":[[1,\"ATL\",1]],\"params\":{\"method\":\"fly\"}}", "'fly' is no method");
    assertError(
        "{\"instances\":[[1,\"ATL\",1]],\"params\":{\"method\":\"decision_function\"}}",
        "no decision function");
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
    assertThat(serving.get("/ping").body()).isEmpty();
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

  @Test
  void tablesMayComeAsTextOrALineARow() {
    String expected = "{\"predictions\":[false,true]}";
    assertThat(as("text/csv", "distance,origin\n1000,ATL\n6000,BOS\n").body()).isEqualTo(expected);
    assertThat(
            as("text/csv", ",origin,distance,hour\r\n0,ATL,1000,\r\n1,\"BOS\",6000.0,7.5\r\n")
                .body())
        .as("as pandas writes an index and a missing value")
        .isEqualTo(expected);
    assertThat(as("text/csv", "1000,ATL,\n6000,BOS,7").body()).as("no header").isEqualTo(expected);
    assertThat(
            as(
                    "application/jsonlines",
                    "{\"distance\":1000,\"origin\":\"ATL\"}\n\n[6000,\"BOS\",null]\r\n")
                .body())
        .isEqualTo(expected);
  }

  @Test
  void theReplyIsInTheFormThatTheCallerAccepts() {
    String body = "{\"instances\":[[1000,\"ATL\",null],[6000,\"BOS\",7]]%s}";
    HttpResponse<String> csv = accepting("text/csv", body.formatted(""));
    assertThat(csv.headers().firstValue("Content-Type")).contains("text/csv");
    assertThat(csv.body()).isEqualTo("false\ntrue\n");
    assertThat(
            accepting(
                    "text/csv;q=0.9, application/json",
                    body.formatted(",\"params\":{\"predict_method\":\"predict_proba\"}"))
                .body())
        .isEqualTo("0.7,0.30000000000000004\n0.19999999999999996,0.8\n");
    assertThat(accepting("application/jsonlines", body.formatted("")).body())
        .isEqualTo("{\"prediction\":false}\n{\"prediction\":true}\n");
    assertThat(accepting("*/*", body.formatted("")).body())
        .isEqualTo("{\"predictions\":[false,true]}");
  }

  @Test
  void whatIsWrongWithATableIsTold() {
    assertWrong("text/csv", "", "no rows");
    assertWrong("text/csv", "distance,origin\n", "no rows");
    assertWrong("text/csv", "distance,origin\n1000\n", "row 0 has 1 values, expected a list of 2");
    assertWrong("text/csv", "distance,origin\n1000,\"AT", "is never closed");
    assertWrong("text/csv", "distance,origin\n1000,\"A\"T", "goes on after its end");
    assertWrong("text/csv", "distance,origin,distance\n1,ATL,2", "is there twice");
    assertWrong("text/csv", "distance,orign\n1,ATL", "did you mean 'origin'?");
    assertWrong("text/csv", "distance,origin\nfar,ATL", "must be a whole number, got a string");
    assertWrong("text/csv", "distance,origin\n0x10,ATL", "must be a whole number, got a string");
    assertWrong("text/csv", "distance,origin\nNaN,ATL", "is NaN");
    assertWrong("text/csv", "distance,origin\n,ATL", "trained without missing values");
    assertWrong("application/jsonlines", "{}\n7", "row 1 is a number");
    assertWrong("application/jsonlines", "{\"distance\":1}{}", "after the end");
    assertThat(as("text/csv", "1,ATL,\n".repeat(51)).statusCode()).isEqualTo(413);
    assertThat(invoke("{\"inputs\":{\"distance\":[" + "1,".repeat(50) + "1]}}").statusCode())
        .isEqualTo(413);
  }

  @Test
  void onlyKnownContentTypesInUtf8AreRead() {
    String body = "{\"instances\":[[1000,\"ATL\",null]]}";
    assertThat(as("application/json; charset=utf-8", body).statusCode()).isEqualTo(200);
    assertThat(as("application/json; charset=latin-1", body).statusCode()).isEqualTo(415);
    assertThat(as("application/vnd.apache.parquet", body).statusCode()).isEqualTo(415);
    assertThat(serving.get("/invocations").statusCode()).isEqualTo(405);
    assertThat(serving.get("/invocations").body()).startsWith("{\"error_code\"");
    assertThat(serving.get("/health").body()).isEqualTo("\n");
    assertThat(serving.get("/version").body()).isEqualTo("9.9");
  }

  private HttpResponse<String> as(String type, String body) {
    return serving.post("/invocations", body, "Content-Type", type);
  }

  private HttpResponse<String> accepting(String types, String body) {
    return serving.post("/invocations", body, "Content-Type", "application/json", "Accept", types);
  }

  private void assertWrong(String type, String body, String message) {
    HttpResponse<String> reply = as(type, body);
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(400);
    assertThat(reply.body()).startsWith("{\"error_code\":\"BAD_REQUEST\"").contains(message);
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
