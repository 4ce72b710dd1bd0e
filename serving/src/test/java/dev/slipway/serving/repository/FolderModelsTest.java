package dev.slipway.serving.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.route.RouteTable;
import dev.slipway.serving.TinyModels;
import dev.slipway.serving.http.SageMakerRoutes;
import dev.slipway.serving.http.ServerIdentity;
import dev.slipway.serving.http.ServingRoutes;
import dev.slipway.serving.http.VertexRoutes;
import dev.slipway.serving.plane.Changes;
import dev.slipway.serving.plane.Limits;
import dev.slipway.serving.plane.NoPredictionLog;
import dev.slipway.serving.plane.ServingPlane;
import dev.slipway.serving.version.LoneModel;
import dev.slipway.serving.version.ModelMemory;
import dev.slipway.wire.modelpackage.PackageFolder;
import io.helidon.webserver.WebServer;
import java.io.IOException;
import java.net.URI;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A folder of models behind the requests that SageMaker and Triton load and unload them with.
///
/// ```
/// models/low.txt             a bare file
/// models/high/1/model.txt    Triton's numbered versions, of which the greatest counts
/// models/high/2/model.txt
/// models/high/config.pbtxt
/// models/hash/model/m.txt    as SageMaker unpacks a model
/// models/broken.txt          no model
/// secret.txt                 outside
/// ```
class FolderModelsTest {
  private static final java.util.logging.Logger HELIDON =
      java.util.logging.Logger.getLogger("io.helidon");

  static {
    HELIDON.setLevel(java.util.logging.Level.WARNING);
  }

  private static final String ROWS = "{\"instances\":[[1000,\"ATL\",null]]}";

  @TempDir Path temp;
  private final HttpClient client = HttpClient.newHttpClient();
  private final TinyModels tiny = new TinyModels();
  private long free = 1 << 20;
  private Path root;
  private ModelPlaces places;
  private FolderModels models;
  private ServingPlane plane;
  private WebServer server;

  @BeforeEach
  void start() throws IOException {
    root = temp.resolve("models");
    write("models/low.txt", "0.1");
    write("models/high/1/model.txt", "0.2");
    write("models/high/2/model.txt", "0.8");
    write("models/high/config.pbtxt", "");
    write("models/hash/model/m.txt", "0.8");
    write("models/broken.txt", "garbage");
    write("secret.txt", "0.1");
    places = new ModelPlaces(new LoneModel(new PackageFolder(), tiny), new ModelMemory(() -> free));
    plane =
        new ServingPlane(
            places,
            (_, _) -> Optional.empty(),
            new NoPredictionLog(),
            InstantSource.system(),
            new Limits(100_000, 50, 200, Duration.ofSeconds(2)));
    plane.restore(new RouteTable(List.of()));
    models = new FolderModels(root, places, plane, Changes.ALLOWED);
    server =
        WebServer.builder()
            .host("127.0.0.1")
            .port(0)
            .shutdownHook(false)
            .routing(routing -> {
              new VertexRoutes(plane, Optional.of("/well"), Optional.of("/v1/e/7:predict"))
                  .register(routing);
              new ServingRoutes(plane, new ServerIdentity("slipway", "1"), models)
                  .register(routing);
              new SageMakerRoutes(plane, models).register(routing);
              ServingRoutes.registerMissing(routing, plane.refusals());
            })
            .build()
            .start();
  }

  @AfterEach
  void stop() {
    server.stop();
    plane.close();
    client.close();
  }

  @Test
  void allThatCanBeLoadedIsAndTheRestIsNamed() {
    Map<String, SlipwayException> failed = models.loadAll();

    assertThat(failed).containsOnlyKeys("broken");
    assertThat(plane.served(dev.slipway.core.route.Environment.PRODUCTION))
        .extracting(s -> s.endpoint())
        .containsExactly("hash", "high", "low");
    assertThat(predictions("high")).as("the greatest version").isEqualTo("[true]");
    assertThat(predictions("low")).isEqualTo("[false]");
    assertThat(models.index()).contains(new ModelRepository.Entry("broken", 0, false));
  }

  @Test
  void whereCallersMayChangeNothingAllIsLoadedAndStaysSo() {
    FolderModels fixed = new FolderModels(root, places, plane, Changes.REFUSED);
    assertThat(fixed.loadAll()).containsOnlyKeys("broken");

    List<Runnable> wishes =
        List.of(
            () -> fixed.load("low"),
            () -> fixed.load("other", root.resolve("low.txt")),
            () -> fixed.unload("low"),
            () -> fixed.unload("nothing"));
    for (Runnable wish : wishes) {
      assertThatThrownBy(wish::run)
          .isInstanceOfSatisfying(
              SlipwayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FORBIDDEN))
          .hasMessageContaining("--allow-changes");
    }
    assertThat(predictions("low")).isEqualTo("[false]");
  }

  @Test
  void aPageOfAnotherSiteChangesNothing() {
    models.load("low");
    for (String origin : List.of("https://evil.example", "null", "", "http://127.0.0.1:1")) {
      assertThat(unload("low", origin).statusCode()).as(origin).isEqualTo(403);
    }
    assertThat(predictions("low")).isEqualTo("[false]");
    assertThat(unload("low", "http://127.0.0.1:" + server.port()).statusCode()).isEqualTo(200);
  }

  private HttpResponse<String> unload(String model, String origin) {
    return send(
        request("/v2/repository/models/" + model + "/unload")
            .header("Origin", origin)
            .POST(HttpRequest.BodyPublishers.noBody()));
  }

  @Test
  void sageMakerLoadsAsksAndUnloadsAModel() {
    String place = root.resolve("hash/model").toString();
    assertThat(post("/models/a/invoke", ROWS).statusCode()).isEqualTo(404);

    HttpResponse<String> loaded = post("/models", load("a", place));

    assertThat(loaded.statusCode()).as(loaded.body()).isEqualTo(200);
    assertThat(post("/models", load("a", place)).statusCode()).as("twice").isEqualTo(409);
    assertThat(predictions("a")).isEqualTo("[true]");
    assertThat(get("/models").body())
        .isEqualTo("{\"models\":[{\"modelName\":\"a\",\"modelUrl\":\"%s\"}]}".formatted(place));
    assertThat(get("/models/a").body()).contains("\"modelName\":\"a\"");
    assertThat(send(request("/models/a").DELETE()).statusCode()).isEqualTo(200);
    assertThat(send(request("/models/a").DELETE()).statusCode()).isEqualTo(404);
    assertThat(get("/models/a").statusCode()).isEqualTo(404);
    assertThat(post("/models/a/invoke", ROWS).statusCode()).isEqualTo(404);
    assertThat(tiny.closed.get("0.8")).as("freed").hasValue(1);
    assertThat(post("/models", load("a", "file://" + place)).statusCode()).isEqualTo(200);
  }

  @Test
  void theTargetHeaderNamesAModelToo() {
    models.load("low");
    models.load("high");

    assertThat(post("/invocations", ROWS).statusCode()).isEqualTo(404);
    assertThat(
            send(request("/invocations")
                    .header("Content-Type", "application/json")
                    .header("X-Amzn-SageMaker-Target-Model", "high")
                    .POST(HttpRequest.BodyPublishers.ofString(ROWS)))
                .body())
        .isEqualTo("{\"predictions\":[true]}");
  }

  @Test
  void nothingOutsideTheFolderIsLoaded() throws IOException {
    Files.createSymbolicLink(root.resolve("link"), temp.resolve("secret.txt"));
    for (String place :
        List.of(
            temp.resolve("secret.txt").toString(),
            root + "/../secret.txt",
            "../secret.txt",
            root.resolve("link").toString(),
            root.toString(),
            "",
            ".")) {
      HttpResponse<String> reply = post("/models", load("a", place));
      assertThat(reply.statusCode()).as(place).isEqualTo(400);
      assertThat(reply.body()).startsWith("{\"error_code\":\"BAD_REQUEST\"");
    }
    assertThat(post("/models", load("a", "s3://bucket/model.tar.gz")).body())
        .contains("is not fetched");
    assertThat(post("/models", load("a", root + "/none")).statusCode()).isEqualTo(404);
    assertThat(post("/models", load("../a", root + "/low.txt")).statusCode()).isEqualTo(400);
    assertThat(post("/models", "{\"model_name\":7,\"url\":\"x\"}").statusCode()).isEqualTo(400);
    assertThat(post("/models", "[").statusCode()).isEqualTo(400);
    for (String name : List.of("..%2fsecret", "%2e%2e", "link")) {
      assertThat(post("/v2/repository/models/" + name + "/load", "").statusCode())
          .as(name)
          .isIn(400, 404);
    }
    assertThat(models.index()).noneMatch(ModelRepository.Entry::ready);
  }

  @Test
  void aModelThatWouldNotFitIsRefusedBeforeItIsRead() {
    free = 17;

    HttpResponse<String> reply = post("/models", load("a", root + "/low.txt"));

    assertThat(reply.statusCode()).isEqualTo(507);
    assertThat(reply.body()).contains("unload a model first");
    free = 18;
    assertThat(post("/models", load("a", root + "/low.txt")).statusCode())
        .as("six times its three bytes of text")
        .isEqualTo(200);
  }

  @Test
  void aModelThatIsLoadedAgainIsItsNextVersionAndABrokenOneReplacesNothing() throws IOException {
    assertThat(post("/v2/repository/models/low/load", "").statusCode()).isEqualTo(200);
    write("models/low.txt", "0.8");
    assertThat(predictions("low")).as("not before it is asked to").isEqualTo("[false]");

    assertThat(post("/v2/repository/models/low/load", "{}").statusCode()).isEqualTo(200);

    assertThat(predictions("low")).isEqualTo("[true]");
    assertThat(get("/v2/models/low").body()).contains("\"versions\":[\"2\"]");
    write("models/low.txt", "garbage");
    HttpResponse<String> broken = post("/v2/repository/models/low/load", "");
    assertThat(broken.statusCode()).isEqualTo(ErrorCode.CORRUPT_MODEL.httpStatus());
    assertThat(predictions("low")).isEqualTo("[true]");
    assertThat(post("/v2/repository/index", "").body())
        .contains("{\"name\":\"low\",\"version\":\"2\",\"state\":\"READY\",\"reason\":\"\"}")
        .contains("{\"name\":\"high\",\"state\":\"UNAVAILABLE\",\"reason\":\"not loaded\"}");
    assertThat(post("/v2/repository/index", "{\"ready\":true}").body()).doesNotContain("high");
    assertThat(
            post(
                    "/v2/repository/models/low/unload",
                    "{\"parameters\":{\"unload_dependents\":false}}")
                .statusCode())
        .isEqualTo(200);
    assertThat(get("/v2/models/low").statusCode()).isEqualTo(404);
    assertThat(post("/v2/repository/models/low/unload", "").statusCode()).isEqualTo(404);
  }

  @Test
  void vertexAsksOnThePathsThatItChose() {
    models.load("high");

    assertThat(get("/well").body()).isEqualTo("{\"ready\":true}");
    assertThat(post("/v1/e/7:predict", ROWS).body()).isEqualTo("{\"predictions\":[true]}");
    assertThat(post("/v1/e/7:predict", "{}").body()).startsWith("{\"error\":\"");
  }

  @Test
  void aPathThatIsNoneIsAnsweredInJson() {
    assertThat(get("/nothing").statusCode()).isEqualTo(404);
    assertThat(get("/nothing").body()).startsWith("{\"error\":{\"code\":\"NOT_FOUND\"");
    assertThat(get("/models/a/b/c").body()).startsWith("{\"error_code\"");
  }

  private static String load(String name, String url) {
    return "{\"model_name\":\"%s\",\"url\":\"%s\"}".formatted(name, url);
  }

  private String predictions(String model) {
    String body = post("/models/" + model + "/invoke", ROWS).body();
    return body.substring("{\"predictions\":".length(), body.length() - 1);
  }

  private HttpResponse<String> get(String path) {
    return send(request(path));
  }

  private HttpResponse<String> post(String path, String body) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void write(String path, String text) throws IOException {
    Path file = temp.resolve(path);
    Files.createDirectories(java.util.Objects.requireNonNull(file.getParent()));
    Files.writeString(file, text);
  }
}
