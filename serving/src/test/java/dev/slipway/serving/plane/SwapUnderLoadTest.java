package dev.slipway.serving.plane;

import static dev.slipway.serving.ServingFixture.primary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.registry.VersionId;
import dev.slipway.core.route.Environment;
import dev.slipway.serving.ServingFixture;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Versions are swapped while callers ask without a pause. Version 1 says 0.1 + distance / 10,000, version 2
/// says 0.2 more, so that an answer tells which of them gave it.
class SwapUnderLoadTest {
  private static final int CALLERS = 4;
  private static final String BODY =
      "[{\"distance\":1000,\"origin\":\"ATL\"},{\"distance\":2000,\"origin\":\"SEA\"}]";
  private static final Map<String, List<String>> ANSWERS =
      Map.of(
          "1",
          List.of("\"true\":0.2", "\"true\":0.3"),
          "2",
          List.of("\"true\":0.4", "\"true\":0.5"));

  private @TempDir Path temp;

  private record Seen(String version, long nanos) {}

  @Test
  void everyRequestIsAnsweredByOneVersionWhole() throws Exception {
    ask(Duration.ofSeconds(6), Duration.ofMillis(100));
  }

  @Test
  @Tag("slow")
  void forTwoMinutesASwapEveryFiveSecondsFailsAndMixesNothing() throws Exception {
    long usual = p99(ask(Duration.ofSeconds(20), Duration.ofSeconds(20)));
    long swapped = p99(ask(Duration.ofMinutes(2), Duration.ofSeconds(5)));

    System.getLogger(SwapUnderLoadTest.class.getName())
        .log(
            System.Logger.Level.INFO,
            "p99 without swaps {0} us, with swaps {1} us",
            usual / 1000,
            swapped / 1000);
  }

  /// Has callers ask for `length` while versions are swapped `every` so often, and a broken one is tried in
  /// between; checks each answer and returns all of them.
  private List<Seen> ask(Duration length, Duration every) throws Exception {
    Queue<Seen> seen = new ConcurrentLinkedQueue<>();
    Queue<String> wrong = new ConcurrentLinkedQueue<>();
    AtomicBoolean over = new AtomicBoolean();
    try (ServingFixture serving = new ServingFixture(temp);
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
      VersionId first = serving.register("0.1");
      VersionId second = serving.register("0.3");
      VersionId broken = serving.register("garbage");
      serving.publish(Environment.PRODUCTION, primary(first));
      for (int c = 0; c < CALLERS; c++) {
        callers.execute(() -> {
          while (!over.get()) {
            long start = System.nanoTime();
            HttpResponse<String> reply = serving.post("/predict/flights", BODY);
            String version = reply.headers().firstValue("Slipway-Model-Version").orElse("?");
            seen.add(new Seen(version, System.nanoTime() - start));
            if (reply.statusCode() != 200
                || !ANSWERS.getOrDefault(version, List.of("?")).stream()
                    .allMatch(reply.body()::contains)
                || !reply.body().contains("\"version\":" + version)) {
              wrong.add(version + " " + reply.statusCode() + " " + reply.body());
            }
          }
        });
      }
      long end = System.nanoTime() + length.toNanos();
      for (int swap = 1; System.nanoTime() < end; swap++) {
        TimeUnit.NANOSECONDS.sleep(every.toNanos());
        assertThatThrownBy(() -> serving.publish(Environment.PRODUCTION, primary(broken)))
            .isInstanceOf(SlipwayException.class);
        serving.publish(Environment.PRODUCTION, primary(swap % 2 == 1 ? second : first));
      }
      over.set(true);
      callers.shutdown();
      assertThat(callers.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(wrong).isEmpty();
    assertThat(seen).extracting(Seen::version).contains("1", "2").hasSizeGreaterThan(100);
    return List.copyOf(seen);
  }

  private static long p99(List<Seen> seen) {
    long[] nanos = seen.stream().mapToLong(Seen::nanos).sorted().toArray();
    return Arrays.stream(nanos).skip(nanos.length * 99L / 100).findFirst().orElseThrow();
  }
}
