package dev.slipway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.app.wiring.Listening;
import dev.slipway.app.wiring.LoneServer;
import dev.slipway.app.wiring.ServeSettings;
import dev.slipway.app.wiring.Workshop;
import dev.slipway.scoring.worker.PythonModels;
import dev.slipway.scoring.worker.PythonSettings;
import dev.slipway.serving.plane.Limits;
import dev.slipway.wire.json.Json;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Python workers that are killed with signal 9 every second while requests come over HTTP: every caller gets
/// an answer, and its own.
final class KilledWorkersOverHttpTest {
  private static final String PYTHON = "/usr/bin/python3";
  private static final int CALLERS = 6;

  @TempDir private Path temp;

  @Test
  void forTenSeconds() throws Exception {
    run(Duration.ofSeconds(10));
  }

  @Test
  @Tag("slow")
  void forAMinute() throws Exception {
    run(Duration.ofMinutes(1));
  }

  private void run(Duration length) throws Exception {
    assumeTrue(
        System.getenv("SLIPWAY_REQUIRE_PYTHON") != null
            || System.getenv("CI") != null
            || (Files.isExecutable(Path.of(PYTHON))
                && OpenSsl.ended(PYTHON, "-c", "import numpy").exitCode() == 0),
        "python3-numpy is not installed");
    Queue<String> wrong = new ConcurrentLinkedQueue<>();
    AtomicLong answered = new AtomicLong();
    int killed = 0;
    PythonSettings settings = new PythonSettings(PYTHON, 2, Duration.ofSeconds(60), 1L << 30);
    try (LoneServer server =
            LoneServer.start(
                model(), new Workshop(InstantSource.system(), PythonModels.allowed(settings)));
        HttpClient client = HttpClient.newHttpClient()) {
      long until = System.nanoTime() + length.toNanos();
      List<Thread> callers =
          IntStream.range(0, CALLERS)
              .mapToObj(caller ->
                  Thread.ofVirtual()
                      .start(() -> ask(client, server, caller, until, wrong, answered)))
              .toList();
      Random random = new Random(7);
      while (System.nanoTime() < until) {
        Thread.sleep(1_000);
        List<ProcessHandle> workers = workers();
        if (!workers.isEmpty() && workers.get(random.nextInt(workers.size())).destroyForcibly()) {
          killed++;
        }
      }
      for (Thread caller : callers) {
        caller.join();
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(killed).isGreaterThanOrEqualTo((int) length.toSeconds() / 2);
    assertThat(answered.get()).isGreaterThan(100);
  }

  private ServeSettings model() throws IOException {
    Path folder = Files.createDirectories(temp.resolve("model"));
    Files.writeString(
        folder.resolve("predict.py"),
        """
        import time
        def predict(model, data):
            time.sleep(0.003)
            return data[:, 0] * 1000 + data[:, 1]
        """);
    Files.writeString(
        folder.resolve("predict.json"),
        """
        {"inputs": [{"name": "a", "type": "decimal"}, {"name": "b", "type": "decimal"}], "data": "numpy"}
        """);
    ServeSettings.Options options =
        new ServeSettings.Options(
            Optional.of(folder),
            Optional.empty(),
            Optional.of("sum"),
            new Listening.Asked(
                Optional.of("127.0.0.1"),
                Optional.of(0),
                "slipway",
                Optional.empty(),
                Limits.DEFAULT,
                false));
    return ServeSettings.of(options, Map.of(), Files::exists);
  }

  private static void ask(
      HttpClient client,
      LoneServer server,
      int caller,
      long until,
      Queue<String> wrong,
      AtomicLong answered) {
    for (int request = 0; System.nanoTime() < until; request++) {
      String body = "[{\"a\":%d,\"b\":%d},{\"a\":%d,\"b\":1}]".formatted(caller, request, request);
      try {
        HttpResponse<String> reply =
            client.send(
                HttpRequest.newBuilder(server.uri().resolve("/predict/sum"))
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
        List<Integer> values =
            Json.mapper()
                .readTree(reply.body())
                .path("predictions")
                .valueStream()
                .map(prediction -> prediction.path("prediction").asInt(-1))
                .toList();
        if (values.equals(List.of(caller * 1000 + request, request * 1000 + 1))) {
          answered.incrementAndGet();
        } else {
          wrong.add("%s: %d %s".formatted(body, reply.statusCode(), reply.body()));
        }
      } catch (IOException | InterruptedException e) {
        wrong.add(body + ": " + e);
      }
    }
  }

  private static List<ProcessHandle> workers() {
    return ProcessHandle.current()
        .children()
        .filter(child -> child.info().command().orElse("").contains("python"))
        .toList();
  }
}
