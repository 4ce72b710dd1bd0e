package dev.slipway.serving.plane;

import static dev.slipway.serving.ServingFixture.primary;
import static dev.slipway.serving.ServingFixture.variant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.prediction.PredictionRecord;
import dev.slipway.core.registry.VersionId;
import dev.slipway.core.route.Bucket;
import dev.slipway.core.route.Environment;
import dev.slipway.core.route.Route;
import dev.slipway.core.route.RouteTable;
import dev.slipway.core.route.Variant;
import dev.slipway.core.traffic.VariantTraffic;
import dev.slipway.serving.ServingFixture;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteTest {
  private static final String NEAR = "{\"distance\":1000,\"origin\":\"ATL\"}";
  private static final String FAR = "{\"distance\":6000,\"origin\":\"ATL\"}";

  @TempDir Path temp;
  private ServingFixture serving;
  private VersionId first;
  private VersionId second;

  @BeforeEach
  void start() {
    serving = new ServingFixture(temp);
    first = serving.register("0.1");
    second = serving.register("0.2");
  }

  @AfterEach
  void stop() {
    serving.close();
  }

  @Test
  void aKeyAlwaysGetsTheVariantOfItsBucket() {
    serving.publish(
        Environment.PRODUCTION,
        variant(first, Variant.Role.PRIMARY, 7_000),
        variant(second, Variant.Role.CANARY, 3_000));

    TreeSet<String> answered = new TreeSet<>();
    for (int i = 0; i < 40; i++) {
      String key = "user-" + i;
      String expected = Bucket.of("salt", key) < 7_000 ? "1" : "2";
      for (int again = 0; again < 2; again++) {
        HttpResponse<String> reply = serving.post("/predict/flights", NEAR, "Slipway-Key", key);
        assertThat(reply.headers().firstValue("Slipway-Model-Version")).contains(expected);
        answered.add(reply.headers().firstValue("Slipway-Route-Reason").orElseThrow());
      }
    }
    assertThat(answered).containsExactly("route:canary", "route:primary");
  }

  @Test
  void withoutAKeyThePredictionIdDecides() {
    serving.publish(
        Environment.PRODUCTION,
        variant(first, Variant.Role.PRIMARY, 5_000),
        variant(second, Variant.Role.CANARY, 5_000));

    for (int i = 0; i < 30; i++) {
      serving.post("/predict/flights", NEAR);
    }

    assertThat(serving.logged())
        .hasSize(30)
        .allSatisfy(r ->
            assertThat(r.version().number()).isEqualTo(Bucket.of("salt", r.id()) < 5_000 ? 1 : 2));
  }

  @Test
  void aCallerMayNameTheVersionItsRoleOrItsAlias() {
    serving.registry.setAlias(second, "challenger");
    serving.publish(
        Environment.PRODUCTION, primary(first), variant(second, Variant.Role.CANARY, 0));

    assertThat(answeredBy("2")).isEqualTo("2 header");
    assertThat(answeredBy("flights:2")).isEqualTo("2 header");
    assertThat(answeredBy("canary")).isEqualTo("2 header");
    assertThat(answeredBy("challenger")).isEqualTo("2 alias:challenger");
    assertThat(serving.logged())
        .allSatisfy(r -> assertThat(r.flags()).contains(ServingPlane.PINNED));
    HttpResponse<String> unknown =
        serving.post("/predict/flights", NEAR, "Slipway-Model-Version", "9");
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.body()).contains("it serves 1 (primary), 2 (canary)");
  }

  @Test
  void thePathMayNameTheVersionAndOutranksTheHeader() {
    serving.registry.setAlias(second, "challenger");
    serving.publish(
        Environment.PRODUCTION, primary(first), variant(second, Variant.Role.CANARY, 0));
    String instances = "{\"instances\":[" + NEAR + "]}";

    assertThat(
            answer(serving.post("/predict/flights/versions/2", NEAR, "Slipway-Model-Version", "1")))
        .isEqualTo("2 url");
    assertThat(answer(serving.post("/predict/flights/versions/challenger", NEAR)))
        .isEqualTo("2 alias:challenger");
    assertThat(answer(serving.post("/v1/models/flights/versions/2:predict", instances)))
        .isEqualTo("2 url");
    HttpResponse<String> plain = serving.post("/predict/flights/versions/9", NEAR);
    assertThat(plain.statusCode()).isEqualTo(404);
    assertThat(plain.body()).contains("does not serve version '9'");
    HttpResponse<String> kserve = serving.post("/v1/models/flights/versions/9:predict", instances);
    assertThat(kserve.statusCode()).isEqualTo(404);
    assertThat(kserve.body()).startsWith("{\"error\":\"endpoint 'flights' does not serve");
    assertThat(serving.get("/predict/flights/versions/2").statusCode()).isEqualTo(405);
    assertThat(serving.get("/predict/flights/versions").statusCode()).isEqualTo(404);
  }

  @Test
  void aCanaryThatThrowsFailsItsOwnCallersOnly() {
    VersionId broken = serving.register("throws");
    serving.publish(
        Environment.PRODUCTION,
        variant(first, Variant.Role.PRIMARY, 5_000),
        variant(broken, Variant.Role.CANARY, 5_000));

    for (int i = 0; i < 40; i++) {
      String key = "user-" + i;
      boolean canary = Bucket.of("salt", key) >= 5_000;
      HttpResponse<String> reply = serving.post("/predict/flights", FAR, "Slipway-Key", key);
      assertThat(reply.statusCode()).isEqualTo(canary ? 500 : 200);
      assertThat(reply.body()).doesNotContain("secret of the model");
    }

    List<PredictionRecord> failed =
        serving.logged().stream().filter(r -> r.error().isPresent()).toList();
    assertThat(failed)
        .isNotEmpty()
        .allSatisfy(r -> {
          assertThat(r.version()).isEqualTo(broken);
          assertThat(r.error()).contains("INTERNAL");
          assertThat(r.inputs().getFirst()).isEqualTo(6000.0);
          assertThat(r.scores()).isEmpty();
        });
    VariantTraffic canary =
        serving.plane.traffic().variants().stream()
            .filter(v -> v.version().equals(broken))
            .findFirst()
            .orElseThrow();
    assertThat(canary.total().errors()).isEqualTo(failed.size());
    assertThat(canary.total().requests()).isEqualTo(failed.size());
  }

  @Test
  void aModelThatGivesNoNumberIsAnError() {
    serving.publish(Environment.PRODUCTION, primary(serving.register("nan")));

    HttpResponse<String> reply = serving.post("/predict/flights", FAR);

    assertThat(reply.statusCode()).isEqualTo(500);
    assertThat(reply.body()).contains("gave NaN instead of a number");
    assertThat(serving.post("/predict/flights", NEAR).statusCode()).isEqualTo(200);
  }

  @Test
  void aShadowScoresTheSameRequestUnderTheSameId() throws InterruptedException {
    serving.publish(
        Environment.PRODUCTION, primary(first), variant(second, Variant.Role.SHADOW, Route.WHOLE));

    HttpResponse<String> reply = serving.post("/predict/flights", "[" + NEAR + "," + FAR + "]");

    assertThat(reply.headers().firstValue("Slipway-Model-Version")).contains("1");
    for (int i = 0; i < 200 && serving.logged().size() < 4; i++) {
      Thread.sleep(10);
    }
    assertThat(serving.logged()).hasSize(4);
    assertThat(ids(Variant.Role.SHADOW)).isEqualTo(ids(Variant.Role.PRIMARY));
    assertThat(
            serving.logged().stream()
                .filter(r -> r.role() == Variant.Role.SHADOW)
                .findFirst()
                .orElseThrow()
                .scores()[1])
        .isEqualTo(0.2 + 0.1);
  }

  @Test
  void aVersionThatCannotLoadNeverReplacesOneThatCan() throws IOException {
    serving.publish(Environment.PRODUCTION, primary(first));
    Path model = serving.folderOf(second).resolve("model/model.txt");
    Files.writeString(model, "0.9");

    assertThatThrownBy(() -> serving.publish(Environment.PRODUCTION, primary(second)))
        .isInstanceOfSatisfying(
            SlipwayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT_PACKAGE))
        .hasMessageContaining("model/model.txt");
    assertThat(answeredBy("1")).isEqualTo("1 header");
  }

  @Test
  void aVersionIsFreedOnceNoRouteNamesIt() {
    serving.publish(Environment.PRODUCTION, primary(first));
    serving.publish(Environment.STAGING, primary(first));
    serving.publish(Environment.PRODUCTION, primary(second));
    assertThat(serving.models.closed).isEmpty();

    serving.publish(Environment.STAGING, primary(second));

    assertThat(serving.models.closed.get("0.1")).hasValue(1);
    assertThat(serving.models.closed).doesNotContainKey("0.2");
  }

  @Test
  void aVersionInUseIsFreedAfterItsLastRequest() {
    serving.publish(Environment.PRODUCTION, primary(first));
    Call call =
        serving.plane.open(new Address("flights", Environment.PRODUCTION, null, null, null));

    serving.publish(Environment.PRODUCTION, primary(second));
    assertThat(serving.models.closed).isEmpty();
    call.close();

    assertThat(serving.models.closed.get("0.1")).hasValue(1);
  }

  @Test
  void releasesUnderTrafficFailAndMixNoRequest() throws Exception {
    serving.publish(Environment.PRODUCTION, primary(first));
    AtomicBoolean done = new AtomicBoolean();
    List<String> wrong = java.util.Collections.synchronizedList(new ArrayList<>());
    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      callers.add(
          Thread.ofVirtual()
              .start(() -> {
                while (!done.get()) {
                  HttpResponse<String> reply = serving.post("/predict/flights", NEAR);
                  boolean one =
                      reply.body().contains("\"version\":1,")
                          && reply.body().contains("\"true\":0.2}");
                  boolean two =
                      reply.body().contains("\"version\":2,")
                          && reply.body().contains("\"true\":0.30000000000000004}");
                  if (reply.statusCode() != 200 || one == two) {
                    wrong.add(reply.body());
                  }
                }
              }));
    }

    for (int swap = 0; swap < 60; swap++) {
      serving.publish(Environment.PRODUCTION, primary(swap % 2 == 0 ? second : first));
      Thread.sleep(5);
    }
    done.set(true);
    for (Thread caller : callers) {
      caller.join();
    }

    assertThat(wrong).isEmpty();
    assertThat(serving.logged()).isNotEmpty();
  }

  @Test
  void restoredRoutesMakeItReadyAndABrokenOneDoesNotSilenceTheRest() throws IOException {
    Files.writeString(serving.folderOf(second).resolve("model/model.txt"), "0.9");
    Route good = new Route("flights", Environment.PRODUCTION, "s", List.of(primary(first)));
    Route broken = new Route("eta", Environment.PRODUCTION, "s", List.of(primary(second)));
    assertThat(serving.get("/health/ready").statusCode()).isEqualTo(503);
    assertThat(serving.get("/health/live").statusCode()).isEqualTo(200);

    Map<Route, SlipwayException> failed =
        serving.plane.restore(new RouteTable(List.of(broken, good)));

    assertThat(failed).containsOnlyKeys(broken);
    assertThat(serving.get("/health/ready").body()).isEqualTo("{\"ready\":true}");
    assertThat(serving.post("/predict/flights", NEAR).statusCode()).isEqualTo(200);
    serving.plane.drain();
    assertThat(serving.get("/health/ready").statusCode()).isEqualTo(503);
    assertThat(serving.post("/predict/flights", NEAR).statusCode()).isEqualTo(200);
  }

  private String answeredBy(String version) {
    return answer(serving.post("/predict/flights", NEAR, "Slipway-Model-Version", version));
  }

  private static String answer(HttpResponse<String> reply) {
    return reply.headers().firstValue("Slipway-Model-Version").orElse("?")
        + " "
        + reply.headers().firstValue("Slipway-Route-Reason").orElse("?");
  }

  private List<String> ids(Variant.Role role) {
    return serving.logged().stream()
        .filter(r -> r.role() == role)
        .map(PredictionRecord::id)
        .toList();
  }
}
