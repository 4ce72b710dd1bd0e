package dev.slipway.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.check.Verdict;
import dev.slipway.core.prediction.PredictionRecord;
import dev.slipway.core.registry.VersionId;
import dev.slipway.core.route.Environment;
import dev.slipway.core.route.Variant;
import dev.slipway.server.api.ApiFixture.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class ApiTest {
  @TempDir Path temp;
  private ApiFixture api;

  @BeforeEach
  void start() {
    api = new ApiFixture(temp);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void aCheckedPackageIsRegisteredAndApprovedByItsChecks() throws IOException {
    Reply reply = push("good", Optional.of(Verdict.PASS));

    assertThat(reply.status()).isEqualTo(201);
    assertThat(reply.json().path("id").asString()).isEqualTo("flight-delay:1");
    assertThat(reply.json().path("registered_by").asString()).isEqualTo("ada");
    assertThat(reply.json().path("approval").path("by").asString()).isEqualTo("checks");
    assertThat(uploadsLeft()).isEmpty();
  }

  @Test
  void pushingThePackageAgainGivesTheVersionItHas() throws IOException {
    push("good", Optional.of(Verdict.PASS));
    byte[] again = ApiFixture.zip(temp.resolve("good"));
    assertThat(api.send("POST", "/packages", again).json().path("id").asString())
        .isEqualTo("flight-delay:1");
    assertThat(api.registry.versions("flight-delay")).hasSize(1);
  }

  @Test
  void aPackageWhoseChecksFailedWaitsUntilAPersonApprovesItWithAReason() throws IOException {
    push("bad", Optional.of(Verdict.FAIL));
    String path = "/models/flight-delay/versions/1";
    assertThat(api.get(path).json().path("version").has("approval")).isFalse();

    Reply silent = api.post(path + "/approval", "{\"reason\":\" \"}");
    assertThat(silent.status()).isEqualTo(400);
    assertThat(silent.errorMessage()).contains("'reason' is missing");

    Reply approved =
        api.post(path + "/approval", "{\"reason\":\"known bias, accepted\"}", "Slipway-User", "bo");
    assertThat(approved.json().path("approval").path("by").asString()).isEqualTo("bo");
    assertThat(api.get("/audit?subject=flight-delay").body()).contains("known bias, accepted");
    assertThat(api.post(path + "/approval", "{\"reason\":\"again\"}").status()).isEqualTo(409);
  }

  @Test
  void anArchiveWithATopFolderIsTaken() throws IOException {
    Path folder = api.packageFolder("good", Optional.empty());
    assertThat(api.send("POST", "/packages", ApiFixture.zip(folder.getParent())).errorCode())
        .isEqualTo("CORRUPT_PACKAGE");
    Path outer = Files.createDirectories(temp.resolve("outer"));
    Files.move(folder, outer.resolve("good"));
    assertThat(api.send("POST", "/packages", ApiFixture.zip(outer)).status()).isEqualTo(201);
  }

  @Test
  void aTarArchiveIsTaken() throws IOException, InterruptedException {
    Path folder = api.packageFolder("good", Optional.empty());
    Path archive = temp.resolve("good.tar.gz");
    new ProcessBuilder("tar", "-czf", archive.toString(), "-C", folder.toString(), ".")
        .start()
        .waitFor();
    assertThat(api.send("POST", "/packages", Files.readAllBytes(archive)).status()).isEqualTo(201);
  }

  @Test
  void aTarArchiveWithALinkIsRefused() throws IOException, InterruptedException {
    Path folder = api.packageFolder("good", Optional.empty());
    Files.createSymbolicLink(folder.resolve("model/passwd"), Path.of("/etc/passwd"));
    Path archive = temp.resolve("good.tar.gz");
    new ProcessBuilder("tar", "-czf", archive.toString(), "-C", folder.toString(), ".")
        .start()
        .waitFor();
    Reply reply = api.send("POST", "/packages", Files.readAllBytes(archive));
    assertThat(reply.errorCode()).isEqualTo("CORRUPT_PACKAGE");
    assertThat(reply.errorMessage()).contains("neither a file nor a folder");
    assertThat(uploadsLeft()).isEmpty();
  }

  @Test
  void anArchiveWhosePathLeadsOutIsRefusedAndNothingIsWritten() throws IOException {
    for (String name : List.of("../evil", "a/../../evil", "/evil", "..\\evil")) {
      Reply reply = api.send("POST", "/packages", zipOf(name, new byte[] {1}));
      assertThat(reply.errorCode()).isEqualTo("CORRUPT_PACKAGE");
    }
    assertThat(temp.resolve("evil")).doesNotExist();
    assertThat(temp.resolve("uploads/evil")).doesNotExist();
    assertThat(uploadsLeft()).isEmpty();
  }

  @Test
  void anArchiveThatUnpacksToTooMuchIsRefused() throws IOException {
    Reply reply = api.send("POST", "/packages", zipOf("zeros", new byte[5 << 20]));
    assertThat(reply.status()).isEqualTo(413);
    assertThat(uploadsLeft()).isEmpty();
  }

  @Test
  void aBodyThatIsNoArchiveAChangedFileAndACutOneAreRefused() throws IOException {
    assertThat(api.post("/packages", "hello").status()).isEqualTo(415);
    assertThat(api.post("/packages", "").status()).isEqualTo(415);

    Path folder = api.packageFolder("good", Optional.empty());
    byte[] whole = ApiFixture.zip(folder);
    Reply cut = api.send("POST", "/packages", java.util.Arrays.copyOf(whole, whole.length / 3));
    assertThat(cut.errorCode()).isEqualTo("CORRUPT_PACKAGE");

    Files.writeString(folder.resolve("model/model.ubj"), "other trees");
    Reply changed = api.send("POST", "/packages", ApiFixture.zip(folder));
    assertThat(changed.errorCode()).isEqualTo("CORRUPT_PACKAGE");
    assertThat(changed.errorMessage()).contains("model/model.ubj").doesNotContain(temp.toString());
    assertThat(api.registry.models()).isEmpty();
  }

  @Test
  void aVersionTellsItsLineageMetricsAndReport() throws IOException {
    push("good", Optional.of(Verdict.PASS));
    Reply reply = api.get("/models/flight-delay/versions/1");
    assertThat(reply.json().path("lineage").path("commit").asString()).isEqualTo("c0ffee");
    assertThat(reply.json().path("metrics").path("auc").asDouble()).isEqualTo(0.7);
    assertThat(reply.json().path("report").path("results").size()).isEqualTo(1);
    assertThat(api.get("/models").json().path("models").get(0).path("name").asString())
        .isEqualTo("flight-delay");
  }

  @Test
  void onlyFilesOfThePackageAreServedAndNoneAsAPageOfTheServer() throws IOException {
    push("good", Optional.of(Verdict.PASS));
    String files = "/models/flight-delay/versions/1/files/";
    Reply model = api.get(files + "model/model.ubj");
    assertThat(model.body()).isEqualTo("good");
    assertThat(model.response().headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("sandbox");
    assertThat(api.get(files + "package.json").json().path("name").asString())
        .isEqualTo("flight-delay");
    assertThat(api.get(files + "..%2F..%2Fgood.model").status()).isEqualTo(404);
    assertThat(api.get(files + "nothing").errorMessage()).contains("has no file 'nothing'");
  }

  @Test
  void aVersionIsReleasedThroughStagingToProductionAndTakenBack() throws IOException {
    push("one", Optional.of(Verdict.PASS));
    push("two", Optional.of(Verdict.PASS));

    Reply early = release("flight-delay:1", "production");
    assertThat(early.status()).isEqualTo(409);
    assertThat(early.errorMessage()).contains("slipway release flight-delay:1");

    for (String version : List.of("flight-delay:1", "flight-delay:2")) {
      assertThat(release(version, "staging").status()).isEqualTo(201);
      assertThat(release(version, "production").json().path("state").asString())
          .isEqualTo("PROMOTED");
    }
    assertThat(champion()).isEqualTo(2);

    Reply back =
        api.post(
            "/endpoints/flight-delay/rollback", "{\"reason\":\"wrong\"}", "Slipway-User", "ada");
    assertThat(back.json().path("state").asString()).isEqualTo("ROLLED_BACK");
    assertThat(champion()).isEqualTo(1);
    assertThat(
            api.get("/endpoints/flight-delay")
                .json()
                .path("route")
                .path("variants")
                .get(0)
                .path("version")
                .asString())
        .isEqualTo("flight-delay:1");
    assertThat(api.get("/endpoints").json().path("endpoints").size()).isEqualTo(2);
  }

  @Test
  void aCanaryPlanComesWithTheRequest() throws IOException {
    push("one", Optional.of(Verdict.PASS));
    push("two", Optional.of(Verdict.PASS));
    release("flight-delay:1", "staging");
    release("flight-delay:1", "production");
    release("flight-delay:2", "staging");
    Reply reply =
        api.post(
            "/releases",
            """
            {"version": "flight-delay:2", "environment": "production", "plan":
              {"strategy": "CANARY", "steps": [1000], "min_requests": 10, "deadline": "PT10M",
               "guardrails": [{"type": "Loss", "margin": 0.02, "alpha": 0.05}]}}
            """);
    assertThat(reply.json().path("state").asString()).isEqualTo("RUNNING");
    String id = reply.json().path("id").asString();
    assertThat(api.get("/releases/" + id).json().path("plan").path("steps").get(0).asInt())
        .isEqualTo(1000);
    assertThat(api.get("/releases").json().path("releases").size()).isEqualTo(4);
  }

  @Test
  void productionIsNotSwitchedAtOnceUnasked() throws IOException {
    push("one", Optional.of(Verdict.PASS));
    release("flight-delay:1", "staging");
    Reply reply =
        api.post("/releases", "{\"version\":\"flight-delay:1\",\"environment\":\"production\"}");
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.errorMessage()).contains("needs a 'plan'").contains("at_once");
    assertThat(api.get("/endpoints").json().path("endpoints").size()).isEqualTo(1);
  }

  @Test
  void feedbackIsTakenOneByOneOrAsAList() {
    api.predictions.append(
        new PredictionRecord(
            "p1",
            ApiFixture.NOW,
            "flight-delay",
            Environment.PRODUCTION,
            new VersionId("flight-delay", 1),
            Variant.Role.PRIMARY,
            List.of(1.0),
            new double[] {0.5, 0.5},
            1,
            List.of(),
            Optional.empty()));
    Reply one = api.post("/feedback", "{\"id\":\"p1\",\"label\":23}");
    assertThat(one.json().path("known").asInt()).isEqualTo(1);
    Reply list =
        api.post("/feedback", "[{\"id\":\"p1\",\"label\":\"7\"},{\"id\":\"p9\",\"label\":true}]");
    assertThat(list.json().path("accepted").asInt()).isEqualTo(2);
    assertThat(list.json().path("known").asInt()).isEqualTo(1);
  }

  @Test
  void feedbackThatIsWrongIsRefusedWhole() {
    assertThat(api.post("/feedback", "{").errorCode()).isEqualTo("MALFORMED_REQUEST");
    assertThat(api.post("/feedback", "").status()).isEqualTo(400);
    assertThat(api.post("/feedback", "{\"label\":1}").errorMessage()).contains("has no 'id'");
    assertThat(api.post("/feedback", "[{\"id\":\"a\",\"label\":1},{\"id\":\"b\"}]").errorMessage())
        .contains("feedback 1 (b) has no 'label'");
    assertThat(api.post("/feedback", "{\"id\":\"a\",\"label\":[1]}").status()).isEqualTo(400);
  }

  @Test
  void driftAndPerformanceOfAnEndpointAnswerEvenWithoutTraffic() throws IOException {
    push("one", Optional.of(Verdict.PASS));
    release("flight-delay:1", "staging");
    release("flight-delay:1", "production");
    assertThat(api.get("/endpoints/flight-delay/drift").json().path("rows").asInt()).isZero();
    assertThat(
            api.get("/endpoints/flight-delay/performance?from=2026-01-01T00:00:00Z")
                .json()
                .path("labelled")
                .asInt())
        .isZero();
    assertThat(api.get("/endpoints/flight-delay/drift?from=yesterday").errorMessage())
        .contains("from=yesterday is no time");
    assertThat(api.post("/endpoints/flight-delay/look", "").json().path("alerts").size()).isZero();
    assertThat(api.get("/endpoints/nowhere/drift").status()).isEqualTo(404);
  }

  @Test
  void whatIsNotThereIsNamed() {
    assertThat(api.get("/models/nothing").errorMessage()).contains("no model 'nothing'");
    assertThat(api.get("/models/nothing/versions/x").status()).isEqualTo(400);
    assertThat(api.get("/nothing").errorCode()).isEqualTo("NOT_FOUND");
    assertThat(api.get("/releases/rel-0").status()).isEqualTo(404);
    assertThat(api.post("/alerts/al-0/close", "").status()).isEqualTo(404);
    assertThat(release("nonsense", "staging").errorMessage()).contains("'nonsense' is no version");
    assertThat(release("flight-delay:1", "moon").errorMessage()).contains("'moon'");
    assertThat(api.post("/releases", "{}").errorMessage()).contains("'version' is missing");
    assertThat(api.post("/releases", "[").errorCode()).isEqualTo("MALFORMED_REQUEST");
  }

  @Test
  void aForeignPageMayChangeNothing() {
    Reply foreign = api.post("/feedback", "{}", "Origin", "https://evil.example");
    assertThat(foreign.status()).isEqualTo(403);
    assertThat(api.post("/feedback", "{}", "Sec-Fetch-Site", "cross-site").status()).isEqualTo(403);
    Reply own =
        api.post(
            "/feedback", "{\"id\":\"p\",\"label\":1}", "Origin", "http://127.0.0.1:" + api.port());
    assertThat(own.status()).isEqualTo(200);
  }

  @Test
  void aNameThatWasReboundToThisMachineIsNotAnswered() throws IOException {
    assertThat(statusForHost("evil.example:80")).isEqualTo(403);
    assertThat(statusForHost("slipway.example")).isEqualTo(200);
    assertThat(statusForHost("localhost:8080")).isEqualTo(200);
    assertThat(statusForHost("[::1]:8080")).isEqualTo(200);
  }

  private int statusForHost(String host) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", api.port())) {
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      out.write(
          "GET /api/v1/models HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
              .formatted(host)
              .getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      String reply = new String(in.readNBytes("HTTP/1.1 200".length()), StandardCharsets.UTF_8);
      return Integer.parseInt(reply.substring(9, 12));
    }
  }

  private Reply push(String name, Optional<Verdict> verdict) throws IOException {
    byte[] zip = ApiFixture.zip(api.packageFolder(name, verdict));
    return api.send("POST", "/packages", zip, "Slipway-User", "ada");
  }

  private Reply release(String version, String environment) {
    return api.post(
        "/releases",
        "{\"version\":\"%s\",\"environment\":\"%s\",\"at_once\":true}"
            .formatted(version, environment));
  }

  private int champion() {
    return api.registry.findByAlias("flight-delay", "champion").orElseThrow().id().number();
  }

  private List<Path> uploadsLeft() throws IOException {
    Path uploads = temp.resolve("uploads");
    if (!Files.exists(uploads)) {
      return List.of();
    }
    try (Stream<Path> left = Files.list(uploads)) {
      return left.toList();
    }
  }

  private static byte[] zipOf(String name, byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content);
    }
    return bytes.toByteArray();
  }
}
