package dev.slipway.server.console;

import dev.slipway.core.audit.InMemoryAuditLog;
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
import dev.slipway.core.registry.InMemoryPackageStore;
import dev.slipway.core.registry.InMemoryRegistry;
import dev.slipway.core.registry.ModelVersion;
import dev.slipway.core.registry.VersionId;
import dev.slipway.core.release.Decision;
import dev.slipway.core.release.Guardrail;
import dev.slipway.core.release.InMemoryReleases;
import dev.slipway.core.release.Release;
import dev.slipway.core.release.ReleasePlan;
import dev.slipway.core.route.Environment;
import dev.slipway.core.route.InMemoryRoutes;
import dev.slipway.core.route.Route;
import dev.slipway.core.route.Variant;
import dev.slipway.core.table.Column;
import dev.slipway.core.table.ColumnType;
import dev.slipway.core.table.DataVersion;
import dev.slipway.core.table.Schema;
import dev.slipway.core.table.Table;
import dev.slipway.core.watch.Alert;
import dev.slipway.core.watch.InMemoryAlerts;
import dev.slipway.lifecycle.govern.Registrar;
import dev.slipway.lifecycle.release.Releaser;
import dev.slipway.server.api.ForeignRequests;
import dev.slipway.wire.json.Json;
import dev.slipway.wire.modelpackage.PackageFolder;
import io.helidon.webserver.WebServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// A server with a life in it: `flight-delay` has four versions, of which 2 answers production, 3 was
/// rolled back, and 4 is a canary at 25 %; its traffic drifts. `flight-eta` has one quiet version, and a
/// fifth version of `flight-delay` waits for approval.
final class ConsoleSample {
  static final Instant NOW = Instant.parse("2026-03-14T10:22:31Z");

  final InMemoryRegistry registry = new InMemoryRegistry();
  final PackageFolder folders = new PackageFolder();
  final InMemoryPackageStore packages = new InMemoryPackageStore(folders);
  final InMemoryRoutes routes = new InMemoryRoutes();
  final InMemoryReleases releases = new InMemoryReleases();
  final InMemoryAlerts alerts = new InMemoryAlerts();
  final InMemoryAuditLog auditLog = new InMemoryAuditLog();
  final SampleTraffic traffic = new SampleTraffic();
  final SampleFindings findings = new SampleFindings();
  private final Path folder;

  private ConsoleSample(Path folder) {
    this.folder = folder;
  }

  /// Nothing registered, nothing served.
  static ConsoleSample empty(Path folder) {
    return new ConsoleSample(folder);
  }

  static ConsoleSample full(Path folder) {
    ConsoleSample sample = new ConsoleSample(folder);
    sample.flightDelay();
    sample.flightEta();
    return sample;
  }

  WebServer serve() {
    InstantSource clock = InstantSource.fixed(NOW);
    Registrar registrar = new Registrar(registry, packages, folders, auditLog, clock);
    Releaser releaser = new Releaser(registry, releases, routes, _ -> {}, auditLog, clock);
    ConsoleRoutes console =
        new ConsoleRoutes(
            registry,
            packages,
            folders,
            routes,
            releases,
            alerts,
            auditLog,
            traffic,
            findings,
            registrar,
            releaser,
            new ForeignRequests(Set.of()),
            clock);
    return WebServer.builder()
        .host("127.0.0.1")
        .port(0)
        .shutdownHook(false)
        .connectionOptions(o -> o.tcpNoDelay(true))
        .routing(console::register)
        .build()
        .start();
  }

  private void flightDelay() {
    VersionId one = delay(1, "anna", ago(Duration.ofDays(41)), 0.703, Verdict.PASS);
    VersionId two = delay(2, "anna", ago(Duration.ofDays(12)), 0.741, Verdict.PASS);
    VersionId three = delay(3, "boris", ago(Duration.ofDays(2)), 0.739, Verdict.PASS);
    VersionId four = delay(4, "boris", ago(Duration.ofHours(5)), 0.752, Verdict.PASS);
    delay(5, "retraining", ago(Duration.ofMinutes(3)), 0.748, Verdict.INSUFFICIENT);
    approve(one, "checks", ago(Duration.ofDays(41)), "every check passed");
    approve(two, "checks", ago(Duration.ofDays(12)), "every check passed");
    approve(three, "checks", ago(Duration.ofDays(2)), "every check passed");
    approve(four, "checks", ago(Duration.ofHours(5)), "every check passed");
    registry.setAlias(two, "champion");
    registry.setTag(four, "ticket", "ML-218");

    log(ago(Duration.ofDays(12)), "anna", "version.registered", "flight-delay:2", "build of main");
    log(
        ago(Duration.ofDays(11)),
        "release-loop",
        "release.promoted",
        "flight-delay:2",
        "every guardrail's upper bound is below its margin after 41,220 requests");
    log(ago(Duration.ofDays(2)), "boris", "version.registered", "flight-delay:3", "build of main");
    log(
        ago(Duration.ofDays(1)),
        "release-loop",
        "release.rolled-back",
        "flight-delay:3",
        "error-rate: e-value 5,210 reached 300; 31 of 412 requests failed against 0 of 7,830");
    log(ago(Duration.ofHours(20)), "clara", "version.registered", "flight-eta:1", "first model");
    log(
        ago(Duration.ofHours(5)),
        "boris",
        "version.registered",
        "flight-delay:4",
        "deeper trees, departure hour added");
    log(
        ago(Duration.ofMinutes(42)),
        "boris",
        "release.started",
        "flight-delay:4",
        "canary to production: 5 %, 25 %, 50 %");
    log(
        ago(Duration.ofMinutes(21)),
        "release-loop",
        "release.advanced",
        "flight-delay:4",
        "all guardrails hold at 5 %: on to 25 %");
    log(
        ago(Duration.ofMinutes(4)),
        "watch",
        "alert.opened",
        "flight-delay/production",
        "origin and departure_hour have drifted");

    Guardrail errors = new Guardrail.ErrorRate(1.1, 0.01);
    Guardrail latency = new Guardrail.Latency(0.99, 1.25, 500, 0.01);
    Guardrail loss = new Guardrail.Loss(0.005, 0.05);
    ReleasePlan plan =
        new ReleasePlan(
            ReleasePlan.Strategy.CANARY,
            List.of(500, 2500, 5000),
            1000,
            Duration.ofHours(6),
            List.of(errors, latency, loss));
    releases.save(
        new Release(
            "rel-2",
            "flight-delay",
            Environment.PRODUCTION,
            two,
            Optional.of(one),
            plan,
            Release.State.PROMOTED,
            2,
            ago(Duration.ofDays(12)),
            ago(Duration.ofDays(11)),
            "anna",
            List.of(
                made(
                    Duration.ofDays(11),
                    Decision.Action.PROMOTE,
                    "Every guardrail holds: loss is 0.0121 lower, at worst 0.0034 lower.",
                    numbers(
                        "requests", 41_220, "loss difference", -0.0121, "upper bound", -0.0034)))));
    releases.save(
        new Release(
            "rel-3",
            "flight-delay",
            Environment.PRODUCTION,
            three,
            Optional.of(two),
            plan,
            Release.State.ROLLED_BACK,
            0,
            ago(Duration.ofHours(26)),
            ago(Duration.ofHours(26)),
            "boris",
            List.of(
                made(
                    Duration.ofHours(25),
                    Decision.Action.ROLL_BACK,
                    "The error rate is worse: 31 of 412 requests failed against 0 of 7,830; the e-value 5,210 reached 300.",
                    numbers("candidate errors", 31, "candidate requests", 412, "e-value", 5210)))));
    releases.save(
        new Release(
            "rel-4",
            "flight-delay",
            Environment.PRODUCTION,
            four,
            Optional.of(two),
            plan,
            Release.State.RUNNING,
            1,
            ago(Duration.ofMinutes(42)),
            ago(Duration.ofMinutes(21)),
            "boris",
            List.of(
                made(
                    Duration.ofMinutes(41),
                    Decision.Action.HOLD,
                    "Too few requests: 122 of 1,000 at version 4.",
                    numbers("requests", 122)),
                made(
                    Duration.ofMinutes(21),
                    Decision.Action.ADVANCE,
                    "All three guardrails hold at 5 %: on to 25 %.",
                    numbers(
                        "error-rate bound", 0.0021, "latency ratio", 1.03, "loss bound", 0.0029)),
                made(
                    Duration.ofSeconds(12),
                    Decision.Action.HOLD,
                    "Loss is not settled: between 0.0090 lower and 0.0061 higher, the margin is 0.0050. About 640 more labelled predictions are needed, some 9 minutes.",
                    numbers(
                        "labelled",
                        2310,
                        "loss difference",
                        -0.0014,
                        "lower bound",
                        -0.0090,
                        "upper bound",
                        0.0061,
                        "margin",
                        0.005)))));
    routes.write(
        new Route(
            "flight-delay",
            Environment.PRODUCTION,
            "s4",
            List.of(
                new Variant(two, Variant.Role.PRIMARY, 7500),
                new Variant(four, Variant.Role.CANARY, 2500))));
    routes.write(
        new Route(
            "flight-delay",
            Environment.STAGING,
            "s5",
            List.of(new Variant(four, Variant.Role.PRIMARY, 10_000))));
    traffic.add("flight-delay", two, Variant.Role.PRIMARY, 310, 620_000, 0.0004);
    traffic.add("flight-delay", four, Variant.Role.CANARY, 103, 590_000, 0.0005);

    Map<String, Double> columns = new LinkedHashMap<>();
    columns.put("origin", 0.412);
    columns.put("departure_hour", 0.187);
    alerts.save(
        new Alert(
            "a-1",
            ago(Duration.ofMinutes(4)),
            "flight-delay",
            Environment.PRODUCTION,
            "flight-delay:2",
            "drift",
            "origin and departure_hour differ from the training rows by more than 0.10 (PSI), tested on 18,402 requests.",
            columns,
            Alert.State.RETRAINING));
    alerts.save(
        new Alert(
            "a-2",
            ago(Duration.ofDays(6)),
            "flight-delay",
            Environment.PRODUCTION,
            "flight-delay:2",
            "performance",
            "AUC fell to 0.702 on 1,204 labelled predictions; at least 0.71 is asked for.",
            Map.of(),
            Alert.State.CLOSED));
  }

  private void flightEta() {
    VersionId one =
        register("flight-eta", 1, "clara", ago(Duration.ofHours(20)), Verdict.PASS, eta("clara"));
    approve(one, "checks", ago(Duration.ofHours(20)), "every check passed");
    registry.setAlias(one, "champion");
    routes.write(
        new Route(
            "flight-eta",
            Environment.PRODUCTION,
            "s1",
            List.of(new Variant(one, Variant.Role.PRIMARY, 10_000))));
    traffic.add("flight-eta", one, Variant.Role.PRIMARY, 42, 1_900_000, 0);
    alerts.save(
        new Alert(
            "a-3",
            ago(Duration.ofHours(2)),
            "flight-eta",
            Environment.PRODUCTION,
            "flight-eta:1",
            "performance",
            "MAE rose to 14.1 minutes on 388 labelled predictions; 12.5 was measured at build time.",
            Map.of(),
            Alert.State.OPEN));
  }

  /// Registers a package of `flight-delay`.
  VersionId delay(int number, String by, Instant at, double auc, Verdict verdict) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("auc", auc);
    metrics.put("accuracy", 0.79 + (auc - 0.7) / 4);
    metrics.put("precision", 0.58 + (auc - 0.7) / 3);
    metrics.put("recall", 0.31 + (auc - 0.7) * 2);
    metrics.put("f1", 0.404 + (auc - 0.7) * 1.5);
    metrics.put("brier", 0.151 - (auc - 0.7) / 5);
    return register("flight-delay", number, by, at, verdict, delayPackage(by, at, metrics));
  }

  private VersionId register(
      String model, int number, String by, Instant at, Verdict verdict, ModelPackage contents) {
    try {
      Path file = Files.writeString(folder.resolve(model + number + ".ubj"), "model " + number);
      Path home = folder.resolve(model + "-" + number);
      folders.write(contents, file, home);
      folders.addFiles(
          home, Map.of("report.json", Json.writeFile(SampleReports.checks(model, at, verdict))));
      Digest digest = packages.put(home);
      ModelVersion version =
          registry.register(model, digest, Optional.of(verdict), Map.of(), by, at);
      return version.id();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static ModelPackage delayPackage(String by, Instant at, Map<String, Double> metrics) {
    Signature signature =
        new Signature(
            List.of(
                Field.required("origin", ColumnType.STRING),
                Field.required("destination", ColumnType.STRING),
                Field.required("distance", ColumnType.INTEGER),
                Field.required("departure_hour", ColumnType.INTEGER),
                Field.optional("previous_delay", ColumnType.DECIMAL)),
            new Output.Probabilities(new Classes(List.of("false", "true"), ColumnType.BOOLEAN)));
    Table golden =
        new Table(
            signature.inputSchema(),
            1,
            List.of(
                new String[] {"ORD"},
                new String[] {"SFO"},
                new double[] {1846},
                new double[] {17},
                new double[] {12.5}));
    ModelPackage.Target target =
        new ModelPackage.Target(
            "delay",
            Optional.of("> 15"),
            Map.of(
                "origin",
                0.31,
                "departure_hour",
                0.27,
                "previous_delay",
                0.24,
                "distance",
                0.11,
                "destination",
                0.07),
            List.of("origin"),
            Optional.of("date"));
    return contents(
        "flight-delay",
        Task.BINARY_CLASSIFICATION,
        signature,
        target,
        GoldenRows.of(golden, new double[] {0.62, 0.38}, 0),
        metrics,
        by,
        at);
  }

  private static ModelPackage eta(String by) {
    Signature signature =
        new Signature(
            List.of(
                Field.required("distance", ColumnType.INTEGER),
                Field.required("origin", ColumnType.STRING)),
            new Output.Values(List.of("delay_minutes")));
    Table golden =
        new Table(signature.inputSchema(), 1, List.of(new double[] {733}, new String[] {"JFK"}));
    ModelPackage.Target target =
        new ModelPackage.Target(
            "delay_minutes", Optional.empty(), Map.of(), List.of(), Optional.empty());
    return contents(
        "flight-eta",
        Task.REGRESSION,
        signature,
        target,
        GoldenRows.of(golden, new double[] {7.25}, 0),
        Map.of("mae", 12.48, "rmse", 30.9, "r2", 0.118),
        by,
        ago(Duration.ofHours(20)));
  }

  private static ModelPackage contents(
      String name,
      Task task,
      Signature signature,
      ModelPackage.Target target,
      GoldenRows golden,
      Map<String, Double> metrics,
      String by,
      Instant at) {
    Schema flights =
        new Schema(
            List.of(
                new Column("date", ColumnType.DATETIME),
                new Column("delay", ColumnType.DECIMAL),
                new Column("distance", ColumnType.INTEGER),
                new Column("origin", ColumnType.STRING),
                new Column("destination", ColumnType.STRING)));
    Lineage lineage =
        new Lineage(
            by,
            at,
            Optional.of("8d1f3a6be7c04952aa10fd38b27e44c1905be3d7"),
            false,
            name,
            List.of(
                new DataVersion(
                    "flights", Digest.of("flights"), 58_214, flights, "data/flights.parquet"),
                new DataVersion(
                    "train", Digest.of("train"), 46_571, flights, "data/train.parquet")),
            Optional.of(new Lineage.SplitRecord("time", "2001-05-24", 46_571, 11_643)),
            Map.of("train.max_depth", "6", "train.rounds", "240", "train.learning_rate", "0.08"),
            Map.of("features", "slipway sql features.sql", "train", "slipway train-xgboost"),
            Optional.of(42L));
    SortedMap<String, Digest> files = new TreeMap<>();
    return new ModelPackage(
        name,
        task,
        "model/model.ubj",
        signature,
        target,
        SampleReports.profile(signature.inputSchema()),
        golden,
        metrics,
        lineage,
        new BuildEnvironment(
            "0.1.0",
            "25.0.1",
            "Linux 6.12",
            "amd64",
            Map.of("xgboost", "3.0.4", "duckdb", "2.0.0")),
        files);
  }

  private void approve(VersionId id, String by, Instant at, String reason) {
    registry.approve(id, new ModelVersion.Approval(by, at, reason));
  }

  private void log(Instant at, String who, String what, String subject, String why) {
    auditLog.append(at, who, what, subject, why, Map.of("requests", "41220"));
  }

  private static Release.Made made(
      Duration ago, Decision.Action action, String reason, Map<String, Double> numbers) {
    return new Release.Made(ago(ago), new Decision(action, reason, numbers));
  }

  private static Map<String, Double> numbers(Object... pairs) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      numbers.put((String) pairs[i], ((Number) pairs[i + 1]).doubleValue());
    }
    return numbers;
  }

  static Instant ago(Duration span) {
    return NOW.minus(span);
  }
}
