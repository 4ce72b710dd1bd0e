package dev.slipway.serving.plane;

import static dev.slipway.serving.ServingFixture.primary;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.route.Environment;
import dev.slipway.serving.ServingFixture;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Requests that each occupy a processor for 4 ms come on a schedule, whether earlier ones were answered or not, twice as
/// many as the processors could answer. How long they take is measured by `./dev bench overload`.
class TwiceTheLoadTest {
  private static final String FAR = "{\"distance\":6000,\"origin\":\"ATL\"}";
  private static final int CALLERS = 400;

  private @TempDir Path temp;

  @Test
  @Tag("slow")
  void thoseTakenOnAreAnsweredAndTheRestAreToldToComeBack() throws Exception {
    double capacity = Runtime.getRuntime().availableProcessors() * 250.0;
    try (ServingFixture serving = new ServingFixture(temp);
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
      serving.publish(Environment.PRODUCTION, primary(serving.register("spins")));
      List<HttpResponse<String>> replies = load(serving, callers, capacity * 2, 20);

      assertThat(replies).extracting(HttpResponse::statusCode).containsOnly(200, 503);
      List<HttpResponse<String>> taken =
          replies.stream().filter(reply -> reply.statusCode() == 200).toList();
      assertThat(taken.size()).isGreaterThan((int) (0.5 * 20 * capacity));
      assertThat(taken).allMatch(reply -> reply.body().contains("\"true\":0.7"));
      assertThat(replies.stream().filter(reply -> reply.statusCode() == 503))
          .allMatch(reply -> reply.headers().firstValue("Retry-After").equals(Optional.of("1")));
      assertThat(serving.post("/predict/flights", FAR).statusCode()).isEqualTo(200);
    }
  }

  private static List<HttpResponse<String>> load(
      ServingFixture serving, ExecutorService callers, double perSecond, int seconds)
      throws Exception {
    List<Future<HttpResponse<String>>> asked = new ArrayList<>();
    long start = System.nanoTime();
    for (int i = 0; i < perSecond * seconds; i++) {
      long at = start + (long) (i * 1e9 / perSecond);
      while (System.nanoTime() - at < 0) {
        LockSupport.parkNanos(at - System.nanoTime());
      }
      asked.add(callers.submit(() -> serving.post("/predict/flights", FAR)));
    }
    List<HttpResponse<String>> all = new ArrayList<>();
    for (Future<HttpResponse<String>> each : asked) {
      all.add(each.get());
    }
    return all;
  }
}
