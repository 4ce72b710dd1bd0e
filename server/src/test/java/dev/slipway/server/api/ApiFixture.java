package dev.slipway.server.api;

import dev.slipway.core.audit.InMemoryAuditLog;
import dev.slipway.core.check.CheckReport;
import dev.slipway.core.check.CheckResult;
import dev.slipway.core.check.Verdict;
import dev.slipway.core.content.Digest;
import dev.slipway.core.model.Classes;
import dev.slipway.core.model.Field;
import dev.slipway.core.model.Output;
import dev.slipway.core.model.Signature;
import dev.slipway.core.model.Task;
import dev.slipway.core.modelpackage.BuildEnvironment;
import dev.slipway.core.modelpackage.GoldenRows;
import dev.slipway.core.modelpackage.Lineage;
import dev.slipway.core.modelpackage.ModelPackage;
import dev.slipway.core.prediction.InMemoryPredictionLog;
import dev.slipway.core.registry.InMemoryRegistry;
import dev.slipway.core.registry.PackageStore;
import dev.slipway.core.release.InMemoryReleases;
import dev.slipway.core.route.InMemoryRoutes;
import dev.slipway.core.table.ColumnType;
import dev.slipway.core.table.Table;
import dev.slipway.core.table.TableFiles;
import dev.slipway.core.watch.InMemoryAlerts;
import dev.slipway.lifecycle.govern.Registrar;
import dev.slipway.lifecycle.outcome.PackagedModels;
import dev.slipway.lifecycle.release.Releaser;
import dev.slipway.lifecycle.watch.Retraining;
import dev.slipway.lifecycle.watch.Watch;
import dev.slipway.lifecycle.watch.WatchPlan;
import dev.slipway.lifecycle.watch.Watcher;
import dev.slipway.wire.json.Json;
import dev.slipway.wire.modelpackage.PackageFolder;
import io.helidon.webserver.WebServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import tools.jackson.databind.JsonNode;

/// The control plane's API on a port of its own, over stores in memory and a data plane that takes every
/// route.
final class ApiFixture implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-01-02T00:00:00Z");
  static final long LIMIT = 1 << 20;

  final InMemoryRegistry registry = new InMemoryRegistry();
  final InMemoryRoutes routes = new InMemoryRoutes();
  final InMemoryReleases releases = new InMemoryReleases();
  final InMemoryPredictionLog predictions = new InMemoryPredictionLog();
  final InMemoryAlerts alerts = new InMemoryAlerts();
  final InMemoryAuditLog audit = new InMemoryAuditLog();
  final PackageFolder folders = new PackageFolder();
  final Path temp;
  private final WebServer server;
  private final HttpClient http = HttpClient.newHttpClient();

  ApiFixture(Path temp) {
    this.temp = temp;
    InstantSource clock = InstantSource.fixed(NOW);
    PackageStore packages = new CopyingStore(temp.resolve("store"), folders);
    PackagedModels models = new PackagedModels(registry, packages, folders);
    Registrar registrar = new Registrar(registry, packages, folders, audit, clock);
    Releaser releaser = new Releaser(registry, releases, routes, _ -> {}, audit, clock);
    Watcher watcher = new Watcher(routes, models, predictions, _ -> WatchPlan.DEFAULT);
    Retraining retraining =
        new Retraining(
            predictions,
            models,
            new NoTables(),
            (_, _, _) -> {
              throw new UnsupportedOperationException();
            },
            alerts,
            audit,
            clock,
            temp);
    Watch watch =
        new Watch(watcher, _ -> WatchPlan.DEFAULT, models, retraining, alerts, audit, clock);
    ApiRoutes api =
        new ApiRoutes(
            new ForeignRequests(Set.of("slipway.example")),
            List.of(
                new ModelResource(registry, packages, folders, models, registrar),
                new PackageResource(registrar, temp.resolve("uploads"), LIMIT),
                new ReleaseResource(registry, routes, releases, releaser),
                new EndpointResource(routes, releases, releaser, List::of, clock),
                new FeedbackResource(predictions, clock),
                new WatchResource(watcher, watch, alerts, clock),
                new AuditResource(audit)));
    this.server =
        WebServer.builder().host("127.0.0.1").port(0).routing(api::register).build().start();
  }

  /// A package folder whose check report says this, or that has none.
  Path packageFolder(String name, Optional<Verdict> verdict) {
    try {
      Path model = Files.writeString(temp.resolve(name + ".model"), name);
      Path folder = temp.resolve(name);
      folders.write(contents(), model, folder);
      if (verdict.isPresent()) {
        CheckResult result = CheckResult.of("performance", verdict.get(), "it is so", Map.of());
        CheckReport report = new CheckReport("flight-delay", NOW, "", List.of(result));
        folders.addFiles(folder, Map.of("report.json", Json.writeFile(report)));
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] zip(Path folder) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes);
        Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        zip.putNextEntry(new ZipEntry(folder.relativize(file).toString()));
        zip.write(Files.readAllBytes(file));
      }
    }
    return bytes.toByteArray();
  }

  record Reply(int status, String body, HttpResponse<String> response) {
    JsonNode json() {
      return Json.mapper().readTree(body);
    }

    String errorCode() {
      return json().path("error").path("code").asString("");
    }

    String errorMessage() {
      return json().path("error").path("message").asString("");
    }
  }

  Reply get(String path, String... headers) {
    return send("GET", path, new byte[0], headers);
  }

  Reply post(String path, String body, String... headers) {
    return send("POST", path, body.getBytes(java.nio.charset.StandardCharsets.UTF_8), headers);
  }

  Reply send(String method, String path, byte[] body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/api/v1" + path))
            .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      HttpResponse<String> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Reply(response.statusCode(), response.body(), response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.stop();
  }

  private static ModelPackage contents() {
    Signature signature =
        new Signature(
            List.of(Field.required("distance", ColumnType.DECIMAL)),
            new Output.Probabilities(new Classes(List.of("false", "true"), ColumnType.BOOLEAN)));
    return new ModelPackage(
        "flight-delay",
        Task.BINARY_CLASSIFICATION,
        "model/model.ubj",
        signature,
        new ModelPackage.Target(
            "delay", Optional.of("> 15"), Map.of(), List.of(), Optional.empty()),
        Optional.empty(),
        GoldenRows.of(
            new Table(signature.inputSchema(), 0, List.of(new double[0])), new double[0], 0),
        Map.of("auc", 0.7),
        new Lineage(
            "ada",
            NOW,
            Optional.of("c0ffee"),
            false,
            "flight-delay",
            List.of(),
            Optional.empty(),
            Map.of(),
            Map.of(),
            Optional.empty()),
        new BuildEnvironment("0.1", "25", "linux", "amd64", Map.of()),
        new TreeMap<>());
  }

  /// Packages copied into a folder each, since an upload's own folder does not stay.
  private record CopyingStore(Path root, PackageFolder folders) implements PackageStore {
    @Override
    public Digest put(Path folder) {
      folders.read(folder);
      Digest digest = folders.digest(folder);
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Path target = folder(digest).resolve(folder.relativize(file).toString());
          if (!Files.exists(target)) {
            Files.createDirectories(target.getParent());
            Files.copy(file, target);
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return digest;
    }

    @Override
    public Path folder(Digest digest) {
      return root.resolve(digest.hex());
    }

    @Override
    public boolean has(Digest digest) {
      return Files.exists(folder(digest));
    }
  }

  private static final class NoTables implements TableFiles {
    @Override
    public Table read(Path file) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Table read(Path file, int limit) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void write(Table table, Path file) {
      throw new UnsupportedOperationException();
    }
  }
}
