package dev.slipway.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.app.wiring.LoneServer;
import dev.slipway.app.wiring.Workshop;
import dev.slipway.core.registry.VersionId;
import dev.slipway.serving.version.LoadedVersion;
import dev.slipway.serving.version.LoneModel;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server in a process of its own is sent SIGTERM while callers ask it without a pause, behind something that
/// balances load: it looks at `/health/ready` now and then, and only when that says no do its callers stop.
class DrainTest {
  private static final int CALLERS = 4;

  @TempDir private Path temp;

  @Test
  void whatIsSentBeforeTheBalancerKnowsIsStillAnswered() throws Exception {
    Child child = serve();
    Process server = child.process();
    AtomicReference<URI> target = new AtomicReference<>();
    AtomicInteger answered = new AtomicInteger();
    List<String> failures = new ArrayList<>();
    try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        HttpClient client = HttpClient.newHttpClient()) {
      URI uri = child.uri();
      target.set(uri);
      String body = example();
      List<Future<List<String>>> asking = new ArrayList<>();
      for (int c = 0; c < CALLERS; c++) {
        asking.add(
            callers.submit(() -> {
              List<String> failed = new ArrayList<>();
              URI to = target.get();
              while (to != null) {
                String outcome = ask(client, to, body);
                if (outcome.equals("200")) {
                  answered.incrementAndGet();
                } else {
                  failed.add(outcome);
                }
                to = target.get();
              }
              return failed;
            }));
      }
      while (answered.get() < 200 && asking.stream().noneMatch(Future::isDone)) {
        Thread.sleep(5);
      }

      server.destroy();
      while (get(client, uri.resolve("/health/ready")).statusCode() == 200) {
        Thread.sleep(50);
      }
      int atNotReady = answered.get();
      Thread.sleep(300);
      target.set(null);
      for (Future<List<String>> each : asking) {
        failures.addAll(each.get(30, TimeUnit.SECONDS));
      }

      assertThat(failures).isEmpty();
      assertThat(answered.get()).isGreaterThan(atNotReady);
      assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(server.exitValue()).isEqualTo(128 + 15);
      assertThat(temp.resolve("child.log")).content().doesNotContain("Exception");
    } finally {
      target.set(null);
      server.destroyForcibly();
    }
  }

  @Test
  void aRequestThatNeverEndsDoesNotKeepTheServerFromStopping() throws Exception {
    Child child = serve("--drain", "3");
    Process server = child.process();
    try {
      URI uri = child.uri();
      try (Socket half = new Socket(uri.getHost(), uri.getPort());
          HttpClient client = HttpClient.newHttpClient()) {
        half.getOutputStream()
            .write(
                "POST /predict/flight-delay HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"
                    .getBytes(StandardCharsets.US_ASCII));
        while (!get(client, uri.resolve("/metrics")).body().contains("in_flight 1\n")) {
          Thread.sleep(20);
        }

        server.destroy();

        assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(server.exitValue()).isEqualTo(128 + 15);
      }
    } finally {
      server.destroyForcibly();
    }
  }

  private Child serve(String... options) throws IOException {
    List<String> command =
        new ArrayList<>(List.of("serve", FlightDelay.packageFolder().toString()));
    command.addAll(List.of(options));
    return Child.start(temp, command.toArray(String[]::new));
  }

  private static String example() {
    Workshop workshop = new Workshop(InstantSource.system());
    LoadedVersion version =
        new LoneModel(workshop.packages(), workshop.models())
            .load(new VersionId("flight-delay", 1), FlightDelay.packageFolder());
    return LoneServer.example(version);
  }

  private static String ask(HttpClient client, URI to, String body) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(to.resolve("/predict/flight-delay"))
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build();
      HttpResponse<String> reply = client.send(request, HttpResponse.BodyHandlers.ofString());
      return reply.statusCode() == 200 ? "200" : reply.statusCode() + " " + reply.body();
    } catch (IOException e) {
      return e.toString();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return e.toString();
    }
  }

  private static HttpResponse<String> get(HttpClient client, URI uri)
      throws IOException, InterruptedException {
    return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }
}
