package dev.slipway.serving.plane;

import static dev.slipway.serving.ServingFixture.primary;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.route.Environment;
import dev.slipway.serving.ServingFixture;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Requests that each occupy a processor for 4 ms come on a schedule, whether earlier ones were answered or not, so
/// that a queue shows in the latency. Half of what the processors could do is normal, twice as much is overload.
class TwiceTheLoadTest {
  private static final String FAR = "{\"distance\":6000,\"origin\":\"ATL\"}";
  private static final int CALLERS = 400;

  private @TempDir Path temp;

  private record Asked(int status, long nanos) {}

  @Test
  @Tag("slow")
  void thoseTakenOnAreAnsweredInTimeAndTheRestAreTurnedAway() throws Exception {
    double capacity = Runtime.getRuntime().availableProcessors() * 250.0;
    try (ServingFixture serving = new ServingFixture(temp);
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
      serving.publish(Environment.PRODUCTION, primary(serving.register("spins")));
      load(serving, callers, capacity / 2, 5);
      List<Asked> normal = load(serving, callers, capacity / 2, 15);
      load(serving, callers, capacity * 2, 5);
      List<Asked> twice = load(serving, callers, capacity * 2, 20);

      List<Asked> taken = twice.stream().filter(a -> a.status == 200).toList();
      System.getLogger(TwiceTheLoadTest.class.getName())
          .log(
              System.Logger.Level.INFO,
              "normal: p99 {0} us, {1} of {2} answered; twice the load: p99 {3} us, {4} of {5} answered",
              p99(normal) / 1000,
              normal.stream().filter(a -> a.status == 200).count(),
              normal.size(),
              p99(taken) / 1000,
              taken.size(),
              twice.size());
      assertThat(twice).extracting(Asked::status).containsOnly(200, 503);
      assertThat(taken.size()).isGreaterThan((int) (0.5 * 20 * capacity));
      assertThat(p99(taken)).isLessThan(3 * p99(normal));
    }
  }

  private static List<Asked> load(
      ServingFixture serving, ExecutorService callers, double perSecond, int seconds)
      throws Exception {
    List<Future<Asked>> asked = new ArrayList<>();
    long start = System.nanoTime();
    for (int i = 0; i < perSecond * seconds; i++) {
      long at = start + (long) (i * 1e9 / perSecond);
      while (System.nanoTime() - at < 0) {
        LockSupport.parkNanos(at - System.nanoTime());
      }
      asked.add(
          callers.submit(() -> {
            HttpResponse<String> reply = serving.post("/predict/flights", FAR);
            return new Asked(reply.statusCode(), System.nanoTime() - at);
          }));
    }
    List<Asked> all = new ArrayList<>();
    for (Future<Asked> each : asked) {
      all.add(each.get());
    }
    return all;
  }

  private static long p99(List<Asked> asked) {
    long[] nanos = asked.stream().mapToLong(Asked::nanos).sorted().toArray();
    return nanos[nanos.length * 99 / 100];
  }
}
