package dev.slipway.serving.plane;

import static dev.slipway.serving.ServingFixture.primary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.route.Environment;
import dev.slipway.serving.HalfSent;
import dev.slipway.serving.ServingFixture;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OverloadTest {
  private static final String NEAR = "{\"distance\":1000,\"origin\":\"ATL\"}";
  private static final String FAR = "{\"distance\":6000,\"origin\":\"ATL\"}";
  private static final Limits ONE_AT_ONCE = new Limits(1_000_000, 50, 1, Duration.ofSeconds(5));

  private @TempDir Path temp;

  @Test
  void moreAtOnceThanAllowedAreToldToComeBackInTheFormOfTheirProtocol() throws Exception {
    try (ServingFixture serving = new ServingFixture(temp, ONE_AT_ONCE)) {
      serving.publish(Environment.PRODUCTION, primary(serving.register("waits")));
      CompletableFuture<HttpResponse<String>> first =
          CompletableFuture.supplyAsync(() -> serving.post("/predict/flights", FAR));
      while (serving.models.gate.getQueueLength() == 0) {
        Thread.onSpinWait();
      }

      HttpResponse<String> plain = serving.post("/predict/flights", NEAR);
      HttpResponse<String> inference =
          serving.post(
              "/v2/models/flights/infer",
              "{\"inputs\":[{\"name\":\"distance\",\"shape\":[1],\"datatype\":\"INT64\",\"data\":[1]}]}");
      serving.models.gate.release();

      assertThat(List.of(plain.statusCode(), inference.statusCode())).containsOnly(503);
      assertThat(plain.headers().firstValue("Retry-After")).contains("1");
      assertThat(plain.body()).contains("\"code\":\"OVERLOADED\"");
      assertThat(inference.body()).startsWith("{\"error\":\"1 requests are being answered");
      assertThat(first.get().statusCode()).isEqualTo(200);
      assertThat(serving.post("/predict/flights", NEAR).statusCode()).isEqualTo(200);
      assertThat(serving.get("/metrics").body())
          .contains("slipway_shed_total{cause=\"in_flight\"} 2");
      assertThat(serving.logged()).hasSize(2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.1", "spins"})
  void callersWhoWaitForTheirAnswersAreAllAnswered(String word) throws Exception {
    try (ServingFixture serving = new ServingFixture(temp);
        ExecutorService callers = Executors.newFixedThreadPool(Shedding.FEW)) {
      serving.publish(Environment.PRODUCTION, primary(serving.register(word)));
      Callable<List<Integer>> caller =
          () ->
              Stream.generate(() -> serving.post("/predict/flights", FAR).statusCode())
                  .limit(20)
                  .toList();
      List<Integer> statuses = new ArrayList<>();
      for (Future<List<Integer>> each :
          callers.invokeAll(Collections.nCopies(Shedding.FEW, caller))) {
        statuses.addAll(each.get());
      }
      assertThat(statuses).hasSize(20 * Shedding.FEW).containsOnly(200);
    }
  }

  @Test
  void aCallerWhoSendsSlowlyTakesNobodysPlace() {
    try (ServingFixture serving = new ServingFixture(temp, ONE_AT_ONCE)) {
      serving.publish(Environment.PRODUCTION, primary(serving.register("0.1")));
      try (HalfSent slow = new HalfSent(serving.uri("/predict/flights"), NEAR, 5)) {
        assertThat(serving.post("/predict/flights", NEAR).statusCode()).isEqualTo(200);
        assertThat(slow.finish()).startsWith("HTTP/1.1 200");
      }
    }
  }

  @Test
  void largeBodiesThatArriveSlowlyShareOneBoundOfMemory() throws InterruptedException {
    Limits limits = new Limits(40L << 20, 50, 10, Duration.ofSeconds(5));
    try (ServingFixture serving = new ServingFixture(temp, limits)) {
      serving.publish(Environment.PRODUCTION, primary(serving.register("0.1")));
      long room = Admission.roomForBodies(limits);
      Admission admission = new Admission(limits, room);
      admission.takeBodyRoom(room);
      assertThatThrownBy(() -> admission.takeBodyRoom(1))
          .isInstanceOfSatisfying(
              SlipwayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OVERLOADED));
      assertThat(admission.shed(Admission.Cause.BODIES)).isEqualTo(1);
      admission.giveBodyRoom(room);
      admission.takeBodyRoom(1);

      String padded = NEAR.replace("{", "{" + " ".repeat(300_000));
      try (HalfSent slow = new HalfSent(serving.uri("/predict/flights"), padded, 200_000)) {
        while (serving.plane.admission().bodyBytes() < 200_000) {
          Thread.sleep(1);
        }
        assertThat(slow.finish()).startsWith("HTTP/1.1 200");
      }
      assertThat(serving.post("/predict/flights", NEAR).statusCode()).isEqualTo(200);
      while (serving.plane.inFlight() > 0) {
        Thread.onSpinWait();
      }
      assertThat(serving.plane.admission().bodyBytes()).isZero();
    }
  }
}
