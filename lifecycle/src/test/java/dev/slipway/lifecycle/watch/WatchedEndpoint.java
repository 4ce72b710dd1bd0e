package dev.slipway.lifecycle.watch;

import dev.slipway.core.audit.InMemoryAuditLog;
import dev.slipway.core.modelpackage.PackageFolders;
import dev.slipway.core.prediction.Feedback;
import dev.slipway.core.prediction.InMemoryPredictionLog;
import dev.slipway.core.prediction.PredictionRecord;
import dev.slipway.core.project.Project;
import dev.slipway.core.registry.InMemoryPackageStore;
import dev.slipway.core.registry.InMemoryRegistry;
import dev.slipway.core.registry.VersionId;
import dev.slipway.core.route.Environment;
import dev.slipway.core.route.InMemoryRoutes;
import dev.slipway.core.route.Route;
import dev.slipway.core.route.Variant;
import dev.slipway.core.watch.InMemoryAlerts;
import dev.slipway.lifecycle.outcome.OnePackage;
import dev.slipway.lifecycle.outcome.PackagedModels;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

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
  private final InMemoryPackageStore packages;
  WatchPlan plan = plan(Optional.empty(), false);
  private final SplittableRandom random = new SplittableRandom(7);
  private int requests;

  WatchedEndpoint() {
    PackageFolders folders = OnePackage.ofFlightDelay();
    packages = new InMemoryPackageStore(folders);
    models = new PackagedModels(registry, packages, folders);
    version = registered("package");
    answerWith(version);
  }

  /// Registers another package and lets it answer.
  void switchToNextVersion() {
    answerWith(registered("next"));
  }

  private VersionId registered(String folder) {
    return registry
        .register(
            "flight-delay", packages.put(Path.of(folder)), Optional.empty(), Map.of(), "ada", START)
        .id();
  }

  private void answerWith(VersionId answering) {
    routes.write(
        new Route(
            "delays",
            Environment.PRODUCTION,
            "salt",
            List.of(new Variant(answering, Variant.Role.PRIMARY, Route.WHOLE))));
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
    return answer(java.util.Arrays.asList(distance, carrier), probability);
  }

  /// Answers one row of which the log has these inputs.
  String answer(List<?> inputs, double probability) {
    String id = "p" + requests++;
    predictions.append(
        new PredictionRecord(
            id,
            START.plusMillis(requests),
            "delays",
            Environment.PRODUCTION,
            version,
            Variant.Role.PRIMARY,
            Collections.unmodifiableList(inputs),
            new double[] {1 - probability, probability},
            1000,
            List.of(),
            Optional.empty()));
    return id;
  }

  void truth(String id, String label) {
    predictions.appendFeedback(List.of(new Feedback(id, label, END)));
  }
}
