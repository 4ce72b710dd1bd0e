package dev.slipway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.app.client.ApiClient;
import dev.slipway.app.wiring.RunningServer;
import dev.slipway.app.wiring.ServerSettings;
import dev.slipway.app.wiring.Workshop;
import dev.slipway.core.audit.AuditEntry;
import dev.slipway.core.content.Digest;
import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.prediction.Outcome;
import dev.slipway.core.route.Environment;
import dev.slipway.store.home.Home;
import dev.slipway.wire.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The whole server with a real package, over HTTP and by the commands that users type.
final class ServerTest {
  private static final String LATE =
      "{\"date\":\"2001-03-01T17:30:00\",\"distance\":733,\"origin\":\"ORD\",\"destination\":\"LGA\"}";

  @TempDir private Path temp;

  @Test
  void aVersionGoesFromAPackageToAnswersAndBack() throws IOException {
    Path checked = checkedPackage();
    try (RunningServer server = start()) {
      assertThat(push(server, FlightDelay.packageFolder()).path("id").asString())
          .isEqualTo("flight-delay:1");
      assertThat(push(server, FlightDelay.packageFolder()).path("id").asString())
          .as("pushed again")
          .isEqualTo("flight-delay:1");
      assertThat(push(server, checked).path("id").asString()).isEqualTo("flight-delay:2");

      Ran early = run(server, "release", "flight-delay:1", "--to", "production", "--at-once");
      assertThat(early.exitCode()).as("nobody approved it: %s", early.err()).isNotZero();

      approve(server, 1);
      approve(server, 2);
      release(server, 1);
      assertThat(predict(server).path("version").asInt()).isEqualTo(1);
      release(server, 2);
      JsonNode answer = predict(server);
      assertThat(answer.path("version").asInt()).isEqualTo(2);

      Ran told = run(server, "feedback", id(answer), "37");
      assertThat(told.json().path("accepted").asInt()).as(told.err()).isEqualTo(1);

      Ran back = run(server, "rollback", "flight-delay", "--reason", "complaints");
      assertThat(back.exitCode()).as(back.err()).isZero();
      assertThat(predict(server).path("version").asInt()).isEqualTo(1);

      assertThat(run(server, "status").out()).contains("flight-delay:1", "flight-delay:2");
      List<AuditEntry> audit = audit(server);
      assertThat(audit).extracting(AuditEntry::reason).contains("complaints");
      assertThat(audit).extracting(AuditEntry::actor).contains("grace");
      assertIntact(audit);
    }
  }

  @Test
  void aServerThatStartsAgainAnswersTheSameAndKnowsEverything() {
    JsonNode before;
    List<AuditEntry> audit;
    try (RunningServer server = start()) {
      versionOne(server);
      before = predict(server);
      audit = audit(server);
    }
    try (RunningServer server = start()) {
      assertThat(server.notUp()).isEmpty();
      JsonNode after = predict(server);
      assertThat(after.path("version")).isEqualTo(before.path("version"));
      assertThat(after.path("predictions").path(0).path("probabilities"))
          .isEqualTo(before.path("predictions").path(0).path("probabilities"));
      assertThat(audit(server)).containsAll(audit);
      assertThat(run(server, "feedback", id(before), "3").json().path("known").asInt())
          .isEqualTo(1);
    }
  }

  /// The disk of the log alone is full: two megabytes of memory, mounted in its place.
  @Test
  void aFullDiskCostsRecordsAndNoAnswer() throws Exception {
    Path log = Files.createDirectories(home().resolve("predictions"));
    assumeTrue(
        OpenSsl.ended("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", log.toString()).exitCode()
            == 0,
        "only root can mount a small disk");
    try (RunningServer server = start()) {
      versionOne(server);
      String rows = "[" + (LATE + ",").repeat(999) + LATE + "]";
      ApiClient api = new ApiClient(server.uri(), "grace");
      for (int i = 0; i < 300 && metric(server, "slipway_prediction_log_dropped_total") == 0; i++) {
        assertThat(api.postText("/predict/flight-delay", rows).path("predictions")).hasSize(1000);
      }
      assertThat(metric(server, "slipway_prediction_log_dropped_total")).isPositive();
      assertThat(predict(server).path("version").asInt()).isEqualTo(1);
      assertThat(metric(server, "slipway_ready")).isEqualTo(1);
      assertThat(api.get("/health/ready").path("ready").asBoolean()).isTrue();
    } finally {
      OpenSsl.run("umount", "--lazy", log.toString());
    }
  }

  @Test
  void theApiReadsCompressedBodiesWithinItsLimit() throws Exception {
    try (RunningServer server = start()) {
      byte[] truth = "[{\"id\":\"x\",\"label\":1}]".getBytes(StandardCharsets.UTF_8);
      assertThat(feedback(server, gzip(truth), "gzip").body())
          .isEqualTo("{\"accepted\":1,\"known\":0}");
      assertThat(feedback(server, truth, "gzip").body()).contains("is not valid gzip");
      assertThat(feedback(server, gzip(new byte[17 << 20]), "gzip").statusCode()).isEqualTo(413);
      HttpResponse<String> other = feedback(server, truth, "br");
      assertThat(other.statusCode()).isEqualTo(415);
      assertThat(other.body()).contains("encoding 'br' is not read; send it in gzip");
      assertThat(feedback(server, truth, "identity").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void formsOfTheConsoleHaveABound() throws Exception {
    try (RunningServer server = start()) {
      String form = "by=ada&environment=production&reason=";
      assertThat(form(server, form + "a+b%21").statusCode()).as("no such endpoint").isEqualTo(404);
      assertThat(form(server, form + "%zz").statusCode()).isEqualTo(400);
      assertThat(form(server, form + "x".repeat(70_000)).statusCode()).isEqualTo(413);
      assertThat(form(server, "").statusCode()).isEqualTo(400);
      assertThat(form(server, "by").body()).contains("must have 1 to 500 characters");
    }
  }

  private static HttpResponse<String> form(RunningServer server, String form) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(server.uri().resolve("/endpoints/none/rollback"))
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(plain);
    }
    return packed.toByteArray();
  }

  private static HttpResponse<String> feedback(RunningServer server, byte[] body, String coding)
      throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(server.uri().resolve("/api/v1/feedback"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .header("Content-Encoding", coding)
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void aHomeHasOneServer() {
    try (RunningServer _ = start()) {
      assertThatThrownBy(this::start)
          .isInstanceOfSatisfying(
              SlipwayException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.HOME_IN_USE);
                assertThat(e).hasMessageContaining(home().toString());
              });
      Ran second = Ran.slipway("server", "--home", home().toString(), "--port", "0");
      assertThat(second.exitCode()).isEqualTo(10);
    }
  }

  @Test
  void aPortThatIsTakenIsNamedAndLeavesTheHomeFree() {
    try (RunningServer first = start()) {
      String port = Integer.toString(first.uri().getPort());
      Path other = temp.resolve("other");

      Ran ran = Ran.slipway("server", "--home", other.toString(), "--port", port);

      assertThat(ran.exitCode()).isEqualTo(10);
      assertThat(ran.err()).contains("127.0.0.1:" + port, "--port");
      RunningServer.start(ServerSettings.of(other, "127.0.0.1", 0), workshop()).close();
    }
  }

  /// Truths are told of predictions that an earlier server logged, while new ones are asked for; then the
  /// server is killed as `kill -9` does.
  @Test
  void aKilledServerLosesNothingThatItAcknowledged() throws IOException, InterruptedException {
    Path checked = checkedPackage();
    List<String> ids = new ArrayList<>();
    Instant from = Instant.now();
    try (RunningServer server = start()) {
      versionOne(server);
      for (int i = 0; i < 300; i++) {
        ids.add(id(predict(server)));
      }
    }
    Map<String, String> acknowledged = new ConcurrentSkipListMap<>();
    Child child = Child.start(temp, "server", "--home", home().toString());
    String second;
    try {
      ApiClient api = new ApiClient(child.uri(), "grace");
      Thread teller =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  for (int i = 0; ; i = (i + 1) % ids.size()) {
                    String label = Integer.toString(acknowledged.size());
                    if (!acknowledged.containsKey(ids.get(i))) {
                      api.post(
                          "/api/v1/feedback", List.of(Map.of("id", ids.get(i), "label", label)));
                      acknowledged.put(ids.get(i), label);
                    }
                    api.postText("/predict/flight-delay", LATE);
                  }
                } catch (SlipwayException _) {
                  // The server was killed.
                }
              });
      second =
          Ran.slipway("push", checked.toString(), "--server", child.uri().toString(), "--json")
              .json()
              .path("id")
              .asString();
      while (acknowledged.size() < 50 && teller.isAlive()) {
        Thread.sleep(5);
      }
      child.kill();
      teller.join();
    } finally {
      child.kill();
    }

    assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(50);
    try (RunningServer server = start()) {
      assertThat(predict(server).path("version").asInt()).isEqualTo(1);
      assertThat(run(server, "status").out()).contains("flight-delay:1", second);
      assertIntact(audit(server));
    }
    Map<String, String> known = new TreeMap<>();
    try (Home home = Home.open(home(), InstantSource.system(), workshop().packages())) {
      home.predictions()
          .scanOutcomes(
              "flight-delay",
              Environment.PRODUCTION,
              from,
              Instant.now().plusSeconds(1),
              (Outcome o) -> known.put(o.prediction().id(), o.label()));
    }
    assertThat(known).containsAllEntriesOf(acknowledged);
  }

  private Path home() {
    return temp.resolve("home");
  }

  private static Workshop workshop() {
    return new Workshop(InstantSource.system());
  }

  private RunningServer start() {
    return RunningServer.start(ServerSettings.of(home(), "127.0.0.1", 0), workshop());
  }

  private static void versionOne(RunningServer server) {
    push(server, FlightDelay.packageFolder());
    approve(server, 1);
    release(server, 1);
  }

  private static JsonNode push(RunningServer server, Path folder) {
    return run(server, "push", folder.toString()).json();
  }

  private static void approve(RunningServer server, int version) {
    Ran ran = run(server, "approve", "flight-delay:" + version, "--reason", "the report was read");
    assertThat(ran.exitCode()).as(ran.err()).isIn(0, ErrorCode.CONFLICT.exitCode());
  }

  private static void release(RunningServer server, int version) {
    for (String[] to : new String[][] {{"staging"}, {"production", "--at-once"}}) {
      List<String> command = new ArrayList<>(List.of("release", "flight-delay:" + version, "--to"));
      command.addAll(List.of(to));
      Ran ran = run(server, command.toArray(String[]::new));
      assertThat(ran.json().path("state").asString()).as(ran.err()).isEqualTo("PROMOTED");
    }
  }

  private static JsonNode predict(RunningServer server) {
    return new ApiClient(server.uri(), "grace").postText("/predict/flight-delay", LATE);
  }

  private static double metric(RunningServer server, String name) throws Exception {
    try (Stream<String> lines =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(server.uri().resolve("/metrics")).build(),
                HttpResponse.BodyHandlers.ofLines())
            .body()) {
      String line = lines.filter(l -> l.startsWith(name + " ")).findFirst().orElseThrow();
      return Double.parseDouble(line.substring(name.length() + 1));
    }
  }

  private static String id(JsonNode answer) {
    return answer.path("predictions").path(0).path("id").asString();
  }

  private static Ran run(RunningServer server, String... arguments) {
    return Ran.slipway(
        Stream.concat(
                Stream.of(arguments),
                Stream.of("--server", server.uri().toString(), "--as", "grace", "--json"))
            .toArray(String[]::new));
  }

  private static List<AuditEntry> audit(RunningServer server) {
    List<AuditEntry> entries = new ArrayList<>();
    for (JsonNode entry :
        new ApiClient(server.uri(), "grace").get("/api/v1/audit").path("entries")) {
      entries.add(Json.mapper().treeToValue(entry, AuditEntry.class));
    }
    return entries;
  }

  private static void assertIntact(List<AuditEntry> entries) {
    Digest previous = AuditEntry.FIRST;
    assertThat(entries).isNotEmpty().allMatch(AuditEntry::intact);
    for (AuditEntry entry : entries) {
      assertThat(entry.previous()).isEqualTo(previous);
      previous = entry.hash();
    }
  }

  /// The package with its report added, and so with a digest of its own.
  private Path checkedPackage() throws IOException {
    Path project = temp.resolve("checked");
    Folders.copy(FlightDelay.project(), project);
    assertThat(Ran.slipway("check", "-C", project.toString()).exitCode()).isIn(0, 1);
    return project.resolve(".slipway/package");
  }
}
