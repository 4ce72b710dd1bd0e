package dev.slipway.lifecycle.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.audit.AuditEntry;
import dev.slipway.core.audit.InMemoryAuditLog;
import dev.slipway.core.prediction.Feedback;
import dev.slipway.core.prediction.InMemoryPredictionLog;
import dev.slipway.core.prediction.PredictionRecord;
import dev.slipway.core.registry.InMemoryPackageStore;
import dev.slipway.core.registry.InMemoryRegistry;
import dev.slipway.core.registry.VersionId;
import dev.slipway.core.release.Guardrail;
import dev.slipway.core.release.InMemoryReleases;
import dev.slipway.core.release.Release;
import dev.slipway.core.release.ReleasePlan;
import dev.slipway.core.route.Environment;
import dev.slipway.core.route.InMemoryRoutes;
import dev.slipway.core.route.Route;
import dev.slipway.core.route.Variant;
import dev.slipway.lifecycle.outcome.OnePackage;
import dev.slipway.lifecycle.outcome.PackagedModels;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// A canary from its start to its end, over a log that the route itself fills: each round sends a hundred
/// requests, then the loop looks once.
class ReleaseLoopTest {
  private static final ReleasePlan PLAN =
      new ReleasePlan(
          ReleasePlan.Strategy.CANARY,
          List.of(2000, 5000),
          200,
          Duration.ofHours(1),
          List.of(
              new Guardrail.ErrorRate(1.1, 0.01),
              new Guardrail.Latency(0.95, 1.5, 1000, 0.01),
              new Guardrail.Loss(0.05, 0.01)));

  private final InMemoryRegistry registry = new InMemoryRegistry();
  private final InMemoryReleases releases = new InMemoryReleases();
  private final InMemoryRoutes routes = new InMemoryRoutes();
  private final InMemoryAuditLog audit = new InMemoryAuditLog();
  private final InMemoryPredictionLog predictions = new InMemoryPredictionLog();
  private final FakeDataPlane dataPlane = new FakeDataPlane();
  private final OnePackage folders = OnePackage.ofFlightDelay();
  private final InMemoryPackageStore packages = new InMemoryPackageStore(folders);
  private final PackagedModels models = new PackagedModels(registry, packages, folders);
  private final Releaser releaser =
      new Releaser(registry, releases, routes, dataPlane, audit, this::now);
  private final SplittableRandom random = new SplittableRandom(11);
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private int requests;
  private double canaryErrors;
  private double canaryNoise;

  @Test
  void anEqualCanaryGoesThroughItsStepsAndIsPromoted() {
    VersionId v2 = canary();
    assertThat(run(200)).isEqualTo(Release.State.PROMOTED);
    assertThat(actionsOn(v2))
        .containsSubsequence("release.started", "release.advanced", "release.promoted");
    assertThat(answering()).containsExactly(v2);
  }

  @Test
  void aCanaryThatFailsIsRolledBackAndEveryDecisionCanBeMadeAgain() {
    VersionId v2 = canary();
    canaryErrors = 0.3;
    assertThat(run(200)).isEqualTo(Release.State.ROLLED_BACK);
    assertThat(answering()).doesNotContain(v2);

    Release.Made last = release().decisions().getLast();
    Release before = withoutDecisions(release());
    assertThat(Decider.decide(before, Evidence.from(last.decision().numbers()), last.at()).action())
        .isEqualTo(last.decision().action());
    AuditEntry entry = audit.about(v2.toString(), 1).getFirst();
    assertThat(entry.details()).containsKeys("candidate.errors", "error-rate.log-e");
  }

  @Test
  void aCanaryThatPredictsWorseIsRolledBackByItsLabels() {
    canary();
    canaryNoise = 0.9;
    assertThat(run(200)).isEqualTo(Release.State.ROLLED_BACK);
    assertThat(release().decisions().getLast().decision().reason()).contains("loss");
  }

  @Test
  void anotherLoopGoesOnWhereTheFirstWasKilled() {
    canary();
    run(3);
    assertThat(release().running()).isTrue();
    assertThat(run(200)).isEqualTo(Release.State.PROMOTED);
  }

  @Test
  void onlyTheStepsOwnRequestsOfItsTwoVersionsAreEvidence() {
    answer(new Variant(new VersionId("flight-delay", 1), Variant.Role.PRIMARY, 0));
    VersionId v2 = canary();
    Variant shadow = new Variant(v2, Variant.Role.SHADOW, 0);
    Variant other = new Variant(new VersionId("flight-delay", 9), Variant.Role.PRIMARY, 0);
    now = now.plusSeconds(1);
    answer(shadow);
    answer(other);
    answer(new Variant(v2, Variant.Role.CANARY, 0));
    now = now.plusSeconds(1);
    Evidence evidence = new EvidenceReader(predictions, models).read(release(), now);
    assertThat(evidence.candidate().requests()).isEqualTo(1);
    assertThat(evidence.candidate().losses().count()).isEqualTo(1);
    assertThat(evidence.baseline().requests()).isZero();
  }

  /// A fresh loop each time: nothing is kept between looks but the stores.
  private Release.State run(int rounds) {
    for (int round = 0; round < rounds && release().running(); round++) {
      Route route = routes.read().find("delays", Environment.PRODUCTION).orElseThrow();
      for (int i = 0; i < 100; i++) {
        now = now.plusMillis(10);
        answer(route.choose(random.nextInt(Route.WHOLE)));
      }
      now = now.plusMillis(10);
      new ReleaseLoop(
              releases,
              new EvidenceReader(predictions, models),
              releaser,
              this::now,
              Duration.ofSeconds(1))
          .look();
    }
    return release().state();
  }

  private void answer(Variant variant) {
    boolean canary = variant.role() == Variant.Role.CANARY;
    String id = "p" + requests++;
    double chance = random.nextDouble();
    double noise = canary ? canaryNoise : 0;
    double score = (1 - noise) * chance + noise * random.nextDouble();
    boolean failed = canary && random.nextDouble() < canaryErrors;
    predictions.append(
        new PredictionRecord(
            id,
            now,
            "delays",
            Environment.PRODUCTION,
            variant.version(),
            variant.role(),
            List.of(500.0, "AA"),
            failed ? new double[0] : new double[] {1 - score, score},
            100_000 + random.nextInt(100_000),
            List.of(),
            failed ? Optional.of("INTERNAL") : Optional.empty()));
    String minutes = random.nextDouble() < chance ? "30" : "0";
    predictions.appendFeedback(List.of(new Feedback(id, minutes, now)));
  }

  private VersionId canary() {
    for (int number = 1; number <= 2; number++) {
      VersionId version =
          registry
              .register(
                  "flight-delay",
                  packages.put(Path.of("package-" + number)),
                  Optional.empty(),
                  Map.of(),
                  "ada",
                  now)
              .id();
      registry.approve(
          version,
          new dev.slipway.core.registry.ModelVersion.Approval("checks", now, "all passed"));
      now = now.plusSeconds(1);
      releaser.start(version, "delays", Environment.STAGING, ReleasePlan.basic(), "ada");
      now = now.plusSeconds(1);
      releaser.start(version, "delays", Environment.PRODUCTION, PLAN, "ada");
    }
    return new VersionId("flight-delay", 2);
  }

  private Release release() {
    return releases.of("delays", Environment.PRODUCTION, 1).getFirst();
  }

  private static Release withoutDecisions(Release release) {
    return new Release(
        release.id(),
        release.endpoint(),
        release.environment(),
        release.candidate(),
        release.baseline(),
        release.plan(),
        Release.State.RUNNING,
        release.step(),
        release.startedAt(),
        release.stepStartedAt(),
        release.startedBy(),
        List.of());
  }

  private List<VersionId> answering() {
    return dataPlane.live.get("PRODUCTION/delays").variants().stream()
        .map(Variant::version)
        .toList();
  }

  private List<String> actionsOn(VersionId version) {
    return audit.about(version.toString(), 1000).reversed().stream()
        .map(AuditEntry::action)
        .toList();
  }

  private Instant now() {
    return now;
  }
}
