package dev.slipway.serving;

import dev.slipway.core.model.Rows;
import dev.slipway.core.model.Signature;
import dev.slipway.core.model.Task;
import dev.slipway.core.modelpackage.BuildEnvironment;
import dev.slipway.core.modelpackage.GoldenRows;
import dev.slipway.core.modelpackage.Lineage;
import dev.slipway.core.modelpackage.ModelPackage;
import dev.slipway.core.prediction.InMemoryPredictionLog;
import dev.slipway.core.prediction.PredictionRecord;
import dev.slipway.core.profile.Profiler;
import dev.slipway.core.recording.Recording;
import dev.slipway.core.registry.InMemoryPackageStore;
import dev.slipway.core.registry.InMemoryRegistry;
import dev.slipway.core.registry.VersionId;
import dev.slipway.core.route.Environment;
import dev.slipway.core.route.Route;
import dev.slipway.core.route.Variant;
import dev.slipway.core.table.Column;
import dev.slipway.core.table.ColumnType;
import dev.slipway.core.table.Schema;
import dev.slipway.core.table.Table;
import dev.slipway.serving.connection.Connections;
import dev.slipway.serving.connection.Patience;
import dev.slipway.serving.grpc.GrpcRoutes;
import dev.slipway.serving.http.BodiesAsSent;
import dev.slipway.serving.http.ServerIdentity;
import dev.slipway.serving.http.ServingRoutes;
import dev.slipway.serving.observation.ObservedRequests;
import dev.slipway.serving.observation.RequestObserver;
import dev.slipway.serving.plane.Changes;
import dev.slipway.serving.plane.Limits;
import dev.slipway.serving.plane.ServingPlane;
import dev.slipway.serving.repository.FixedModels;
import dev.slipway.serving.settings.SettingRoutes;
import dev.slipway.serving.settings.Settings;
import dev.slipway.serving.trace.Traces;
import dev.slipway.serving.version.ModelMemory;
import dev.slipway.serving.version.RegisteredVersions;
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
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;

/// A server with the data plane alone, its ports in memory, and packages of [TinyModels] on disk. Training
/// saw distances from 100 to 2,500 and the origins ATL, BOS and SEA.
public final class ServingFixture implements AutoCloseable {
  public static final String ENDPOINT = "flights";
  public static final Limits LIMITS = new Limits(100_000, 50, 200, Duration.ofSeconds(2));
  private static final java.util.logging.Logger HELIDON =
      java.util.logging.Logger.getLogger("io.helidon");

  static {
    HELIDON.setLevel(java.util.logging.Level.WARNING);
  }

  public final TinyModels models = new TinyModels();
  public final InMemoryPredictionLog log = new InMemoryPredictionLog();
  public final InMemoryRegistry registry = new InMemoryRegistry();
  public final PackageFolder folders = new PackageFolder();
  public final ServingPlane plane;
  public final WebServer server;

  private final InMemoryPackageStore packages = new InMemoryPackageStore(folders);
  private final HttpClient client = HttpClient.newHttpClient();
  private final Path temp;

  public ServingFixture(Path temp) {
    this(temp, LIMITS);
  }

  public ServingFixture(Path temp, Limits limits) {
    this(temp, limits, Patience.DEFAULT, Optional.empty(), List.of());
  }

  public ServingFixture(Path temp, Limits limits, Patience patience) {
    this(temp, limits, patience, Optional.empty(), List.of());
  }

  public ServingFixture(Path temp, Limits limits, Patience patience, SSLContext tls) {
    this(temp, limits, patience, Optional.of(tls), List.of());
  }

  public ServingFixture(Path temp, Limits limits, List<RequestObserver> observers) {
    this(temp, limits, Patience.DEFAULT, Optional.empty(), observers);
  }

  private ServingFixture(
      Path temp,
      Limits limits,
      Patience patience,
      Optional<SSLContext> tls,
      List<RequestObserver> observers) {
    this.temp = temp;
    this.plane =
        new ServingPlane(
            new RegisteredVersions(registry, packages, folders, models, ModelMemory.ofHeap()),
            (model, alias) -> registry.findByAlias(model, alias).map(v -> v.id()),
            log,
            InstantSource.system(),
            limits);
    this.server =
        WebServer.builder()
            .update(builder -> Connections.set(builder, patience, tls, plane.refusals()))
            .host("127.0.0.1")
            .port(0)
            .shutdownHook(false)
            .contentEncoding(new BodiesAsSent())
            .connectionOptions(o -> o.tcpNoDelay(true))
            .routing(routing -> {
              ObservedRequests.register(routing, observers, InstantSource.system());
              ServerIdentity identity = new ServerIdentity("triton", "9.9");
              Settings settings =
                  new Settings(
                      observers.stream()
                          .filter(Traces.class::isInstance)
                          .map(traces -> ((Traces) traces).sampling())
                          .findFirst(),
                      Changes.ALLOWED);
              new SettingRoutes(plane, settings).register(routing);
              new ServingRoutes(plane, identity, FixedModels.released(plane)).register(routing);
              new GrpcRoutes(plane, identity, FixedModels.released(plane), settings)
                  .register(routing);
            })
            .build()
            .start();
  }

  /// Registers a model that does what `word` says, and returns its version.
  public VersionId register(String word) {
    return register(word, TinyModels.FLIGHTS);
  }

  public VersionId register(String word, Signature signature) {
    return register(word, signature, Recording.EVERYTHING);
  }

  public VersionId register(String word, Signature signature, Recording recording) {
    Path folder = temp.resolve("package-" + System.nanoTime());
    try {
      Path file = Files.writeString(temp.resolve("model.txt"), word);
      folders.write(contents(word, signature, recording), file, folder);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return registry
        .register(ENDPOINT, packages.put(folder), Optional.empty(), Map.of(), "ada", Instant.EPOCH)
        .id();
  }

  public Path folderOf(VersionId version) {
    return packages.folder(registry.find(version).orElseThrow().packageDigest());
  }

  public void publish(Environment environment, Variant... variants) {
    plane.publish(new Route(ENDPOINT, environment, "salt", List.of(variants)));
  }

  public static Variant primary(VersionId version) {
    return new Variant(version, Variant.Role.PRIMARY, Route.WHOLE);
  }

  public static Variant variant(VersionId version, Variant.Role role, int weight) {
    return new Variant(version, role, weight);
  }

  public HttpResponse<String> post(String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path)).POST(HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.build());
  }

  public HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(uri(path)).build());
  }

  public HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  public HttpResponse<byte[]> postBytes(String path, byte[] body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path)).POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public List<PredictionRecord> logged(Environment environment) {
    List<PredictionRecord> records = new ArrayList<>();
    log.scan(ENDPOINT, environment, Instant.EPOCH, Instant.MAX, records::add);
    return records;
  }

  public List<PredictionRecord> logged() {
    return logged(Environment.PRODUCTION);
  }

  @Override
  public void close() {
    server.stop();
    plane.close();
    client.close();
  }

  private ModelPackage contents(String word, Signature signature, Recording recording) {
    Table golden =
        new Table(
            signature.inputSchema(),
            2,
            List.of(new double[] {100, 2500}, new String[] {"ATL", "SEA"}, new double[] {7, 23.5}));
    Rows rows = Rows.of(signature, golden);
    double[] scores = new double[4];
    if (!word.equals("garbage")) {
      models.scorer(word).score(rows, scores);
    }
    Profiler profiler = Profiler.training(training().schema());
    profiler.add(training());
    return new ModelPackage(
        ENDPOINT,
        Task.BINARY_CLASSIFICATION,
        "model/model.txt",
        signature,
        new ModelPackage.Target("late", Optional.of("true"), Map.of(), List.of(), Optional.empty()),
        Optional.of(profiler.profile()),
        GoldenRows.of(golden, scores, 1e-9),
        Map.of("auc", 0.7),
        new Lineage(
            "ada",
            Instant.EPOCH,
            Optional.empty(),
            false,
            "flights",
            List.of(),
            Optional.empty(),
            Map.of(),
            Map.of(),
            Optional.empty()),
        new BuildEnvironment("0.1", "25", "Linux", "amd64", Map.of()),
        recording,
        new TreeMap<>());
  }

  private static Table training() {
    int rows = 300;
    double[] distance = new double[rows];
    String[] origin = new String[rows];
    for (int r = 0; r < rows; r++) {
      distance[r] = 100 + r * 2400.0 / (rows - 1);
      origin[r] = List.of("ATL", "BOS", "SEA").get(r % 3);
    }
    distance[rows - 1] = 2500;
    return new Table(
        new Schema(
            List.of(
                new Column("distance", ColumnType.DECIMAL),
                new Column("origin", ColumnType.STRING))),
        rows,
        List.of(distance, origin));
  }
}
