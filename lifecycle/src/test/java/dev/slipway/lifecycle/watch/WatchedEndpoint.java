package dev.slipway.lifecycle.watch;

import dev.slipway.core.audit.InMemoryAuditLog;
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
import dev.slipway.core.modelpackage.PackageFolders;
import dev.slipway.core.prediction.Feedback;
import dev.slipway.core.prediction.InMemoryPredictionLog;
import dev.slipway.core.prediction.PredictionRecord;
import dev.slipway.core.profile.Profiler;
import dev.slipway.core.project.Project;
import dev.slipway.core.registry.InMemoryPackageStore;
import dev.slipway.core.registry.InMemoryRegistry;
import dev.slipway.core.registry.VersionId;
import dev.slipway.core.route.Environment;
import dev.slipway.core.route.InMemoryRoutes;
import dev.slipway.core.route.Route;
import dev.slipway.core.route.Variant;
import dev.slipway.core.table.Column;
import dev.slipway.core.table.ColumnType;
import dev.slipway.core.table.Schema;
import dev.slipway.core.table.Table;
import dev.slipway.core.watch.InMemoryAlerts;
import dev.slipway.lifecycle.outcome.PackagedModels;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// The endpoint `delays` in production, answered by a binary classifier of two inputs, `distance` (evenly
/// 0..1000 in training) and `carrier` (AA or UA alike), whose truth is minutes of delay above 15.
final class WatchedEndpoint {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  static final Instant END = START.plus(Duration.ofDays(1));

  final InMemoryRegistry registry = new InMemoryRegistry();
  final InMemoryRoutes routes = new InMemoryRoutes();
  final InMemoryPredictionLog predictions = new InMemoryPredictionLog();
  final InMemoryAlerts alerts = new InMemoryAlerts();
  final InMemoryAuditLog audit = new InMemoryAuditLog();
  final PackagedModels models;
  final VersionId version;
  WatchPlan plan = plan(Optional.empty(), false);
  private final SplittableRandom random = new SplittableRandom(7);
  private int requests;

  WatchedEndpoint() {
    PackageFolders folders = new OnePackage(contents());
    InMemoryPackageStore packages = new InMemoryPackageStore(folders);
    models = new PackagedModels(registry, packages, folders);
    version =
        registry
            .register(
                "flight-delay",
                packages.put(Path.of("package")),
                Optional.empty(),
                Map.of(),
                "ada",
                START)
            .id();
    routes.write(
        new Route(
            "delays",
            Environment.PRODUCTION,
            "salt",
            List.of(new Variant(version, Variant.Role.PRIMARY, Route.WHOLE))));
  }

  Watcher watcher() {
    return new Watcher(routes, models, predictions, _ -> plan);
  }

  static WatchPlan plan(Optional<Double> minimumMetric, boolean retrain) {
    return new WatchPlan(
        new Project.Monitor(Duration.ofDays(1), 500, 0.1, Map.of(), minimumMetric, retrain),
        Optional.of("auc"));
  }

  /// Answers rows drawn as in training, with this share of `UA` and distances up to `longest`.
  void answer(int rows, double shareOfUa, double longest) {
    for (int i = 0; i < rows; i++) {
      String carrier = random.nextDouble() < shareOfUa ? "UA" : "AA";
      answer(random.nextDouble() * longest, carrier, random.nextDouble());
    }
  }

  /// Answers one row with this probability of delay and returns the prediction's id.
  String answer(Double distance, String carrier, double probability) {
    String id = "p" + requests++;
    predictions.append(
        new PredictionRecord(
            id,
            START.plusMillis(requests),
            "delays",
            Environment.PRODUCTION,
            version,
            Variant.Role.PRIMARY,
            java.util.Arrays.asList(distance, carrier),
            new double[] {1 - probability, probability},
            1000,
            List.of(),
            Optional.empty()));
    return id;
  }

  void truth(String id, String label) {
    predictions.appendFeedback(List.of(new Feedback(id, label, END)));
  }

  private static ModelPackage contents() {
    Signature signature =
        new Signature(
            List.of(
                Field.required("distance", ColumnType.DECIMAL),
                Field.required("carrier", ColumnType.STRING)),
            new Output.Probabilities(new Classes(List.of("false", "true"), ColumnType.BOOLEAN)));
    Schema schema =
        new Schema(
            List.of(
                new Column("distance", ColumnType.DECIMAL),
                new Column("carrier", ColumnType.STRING)));
    int rows = 10_000;
    double[] distances = new double[rows];
    String[] carriers = new String[rows];
    for (int i = 0; i < rows; i++) {
      distances[i] = i / 10.0;
      carriers[i] = i % 2 == 0 ? "AA" : "UA";
    }
    Profiler profiler = Profiler.training(schema);
    profiler.add(new Table(schema, rows, List.of(distances, carriers)));
    return new ModelPackage(
        "flight-delay",
        Task.BINARY_CLASSIFICATION,
        "model/model.ubj",
        signature,
        new ModelPackage.Target(
            "delay", Optional.of("> 15"), Map.of(), List.of(), Optional.empty()),
        Optional.of(profiler.profile()),
        GoldenRows.of(
            new Table(schema, 0, List.of(new double[0], new String[0])), new double[0], 0),
        Map.of("auc", 0.7),
        new Lineage(
            "ada",
            START,
            Optional.empty(),
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

  /// Package folders that hold one package, wherever one looks.
  private record OnePackage(ModelPackage contents) implements PackageFolders {
    @Override
    public Digest write(ModelPackage contents, Path model, Path folder) {
      throw new UnsupportedOperationException();
    }

    @Override
    public ModelPackage read(Path folder) {
      return contents;
    }

    @Override
    public Digest digest(Path folder) {
      return Digest.of("package");
    }

    @Override
    public Digest addFiles(Path folder, Map<String, byte[]> files) {
      throw new UnsupportedOperationException();
    }
  }
}
