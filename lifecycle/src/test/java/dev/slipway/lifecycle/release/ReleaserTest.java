package dev.slipway.lifecycle.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.audit.AuditEntry;
import dev.slipway.core.audit.InMemoryAuditLog;
import dev.slipway.core.content.Digest;
import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.registry.InMemoryRegistry;
import dev.slipway.core.registry.ModelVersion;
import dev.slipway.core.registry.VersionId;
import dev.slipway.core.release.Decision;
import dev.slipway.core.release.InMemoryReleases;
import dev.slipway.core.release.Release;
import dev.slipway.core.release.ReleasePlan;
import dev.slipway.core.route.Environment;
import dev.slipway.core.route.InMemoryRoutes;
import dev.slipway.core.route.Route;
import dev.slipway.core.route.Variant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReleaserTest {
  private static final ReleasePlan CANARY =
      new ReleasePlan(
          ReleasePlan.Strategy.CANARY, List.of(1000, 5000), 500, Duration.ofMinutes(10), List.of());

  private final InMemoryRegistry registry = new InMemoryRegistry();
  private final InMemoryReleases releases = new InMemoryReleases();
  private final InMemoryRoutes routes = new InMemoryRoutes();
  private final InMemoryAuditLog audit = new InMemoryAuditLog();
  private FakeDataPlane dataPlane = new FakeDataPlane();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private Releaser releaser = releaser();

  private Releaser releaser() {
    return new Releaser(
        registry, releases, routes, dataPlane, audit, () -> now = now.plusSeconds(1));
  }

  @Test
  void theFirstVersionGoesThroughStagingToProductionAndBecomesTheChampion() {
    VersionId v1 = approvedVersion();

    assertThat(toStaging(v1).state()).isEqualTo(Release.State.PROMOTED);
    assertThat(toProduction(v1, ReleasePlan.basic()).state()).isEqualTo(Release.State.PROMOTED);

    assertThat(answering(Environment.PRODUCTION)).isEqualTo("flight-delay:1 10000");
    assertThat(registry.findByAlias("flight-delay", "champion").orElseThrow().id()).isEqualTo(v1);
    assertThat(audit.entries(0, 100))
        .extracting(AuditEntry::action)
        .containsExactly(
            "release.started",
            "release.promoted",
            "release.started",
            "release.promoted",
            "alias.set");
  }

  @Test
  void stagingMakesNoChampion() {
    toStaging(approvedVersion());
    assertThat(registry.findByAlias("flight-delay", "champion")).isEmpty();
  }

  @Test
  void aFirstVersionWithACanaryPlanGetsAllOfTheTraffic() {
    VersionId v1 = approvedVersion();
    toStaging(v1);
    assertThat(toProduction(v1, CANARY).state()).isEqualTo(Release.State.PROMOTED);
  }

  @Test
  void productionRefusesWhatNobodyApproved() {
    VersionId v1 = version();
    toStaging(v1);
    assertConflict(() -> toProduction(v1, CANARY), "waits for approval", "slipway approve");
  }

  @Test
  void productionRefusesWhatHasNotBeenInStaging() {
    VersionId v1 = approvedVersion();
    assertConflict(
        () -> toProduction(v1, CANARY),
        "has not been in staging",
        "slipway release flight-delay:1 --endpoint delays --to staging");
  }

  @Test
  void whatWasRolledBackInStagingHasNotBeenThere() {
    VersionId v1 = approvedVersion();
    VersionId v2 = approvedVersion();
    toStaging(v1);
    toStaging(v2);
    releaser.rollback("delays", Environment.STAGING, "ada", "wrong units");
    assertConflict(() -> toProduction(v2, CANARY), "has not been in staging");
  }

  @Test
  void aVersionThatAnswersAlreadyIsRefused() {
    VersionId v1 = inProduction();
    assertConflict(() -> toProduction(v1, CANARY), "already answers");
  }

  @Test
  void aSecondReleaseIsRefusedWhileOneRuns() {
    inProduction();
    canary();
    VersionId v3 = approvedVersion();
    toStaging(v3);
    assertConflict(() -> toProduction(v3, CANARY), "delays");
  }

  @Test
  void anUnknownVersionAndABadEndpointNameAreRefused() {
    assertThatThrownBy(() -> toStaging(new VersionId("flight-delay", 9)))
        .hasMessageContaining("flight-delay:9");
    assertThatThrownBy(() ->
            releaser.start(
                approvedVersion(), "../x", Environment.STAGING, ReleasePlan.basic(), "ada"))
        .hasMessageContaining("'../x' is no endpoint name");
  }

  @Test
  void aVersionThatFailsItsGoldenRowsNeverAnswers() {
    inProduction();
    VersionId v2 = approvedVersion();
    dataPlane.corrupt.add(v2);

    Release release = toStaging(v2);

    assertThat(release.state()).isEqualTo(Release.State.ROLLED_BACK);
    assertThat(release.decisions().getLast().decision().reason()).contains("golden row 3");
    assertThat(answering(Environment.STAGING)).isEqualTo("flight-delay:1 10000");
  }

  @Test
  void aCanaryTakesItsSharesStepByStepAndIsPromoted() {
    inProduction();
    Release release = canary();
    assertThat(answering(Environment.PRODUCTION))
        .isEqualTo("flight-delay:2 1000, flight-delay:1 9000");

    Release second = releaser.apply(release, decision(Decision.Action.ADVANCE));
    assertThat(second.stepStartedAt()).isAfter(release.stepStartedAt());
    assertThat(answering(Environment.PRODUCTION))
        .isEqualTo("flight-delay:2 5000, flight-delay:1 5000");

    releaser.apply(second, decision(Decision.Action.PROMOTE));
    assertThat(answering(Environment.PRODUCTION)).isEqualTo("flight-delay:2 10000");
    assertThat(champion()).isEqualTo("flight-delay:2");
  }

  @Test
  void allStepsOfAReleaseUseOneSaltSoThatACallerKeepsItsVersion() {
    inProduction();
    Release release = canary();
    releaser.apply(release, decision(Decision.Action.ADVANCE));
    List<Route> steps = dataPlane.published.subList(2, 4);
    assertThat(steps.get(0).salt()).isEqualTo(steps.get(1).salt());
    assertThat(steps.get(0).salt()).isNotEqualTo(dataPlane.published.get(1).salt());
  }

  @Test
  void aRolledBackCanaryLeavesEverythingToTheBaseline() {
    inProduction();
    releaser.apply(canary(), decision(Decision.Action.ROLL_BACK));
    assertThat(answering(Environment.PRODUCTION)).isEqualTo("flight-delay:1 10000");
    assertThat(champion()).isEqualTo("flight-delay:1");
  }

  @Test
  void aCanaryThatGivesUpLeavesEverythingToTheBaseline() {
    inProduction();
    Release release = releaser.apply(canary(), decision(Decision.Action.GIVE_UP));
    assertThat(release.state()).isEqualTo(Release.State.INCONCLUSIVE);
    assertThat(answering(Environment.PRODUCTION)).isEqualTo("flight-delay:1 10000");
  }

  @Test
  void aDecisionForAStepThatIsOverChangesNothing() {
    inProduction();
    Release first = canary();
    releaser.apply(first, decision(Decision.Action.ADVANCE));
    releaser.apply(first, decision(Decision.Action.ROLL_BACK));
    assertThat(releases.find(first.id()).orElseThrow().running()).isTrue();
  }

  @Test
  void holdsAreKeptOnceAndNotAudited() {
    inProduction();
    Release release = canary();
    int entries = audit.entries(0, 1000).size();
    releaser.apply(release, new Decision(Decision.Action.HOLD, "needs 300 more", Map.of()));
    releaser.apply(release, new Decision(Decision.Action.HOLD, "needs 100 more", Map.of()));
    assertThat(releases.find(release.id()).orElseThrow().decisions())
        .extracting(made -> made.decision().reason())
        .containsExactly("needs 100 more");
    assertThat(audit.entries(0, 1000)).hasSize(entries);
  }

  @Test
  void aRollbackByHandEndsARunningCanary() {
    inProduction();
    Release release = canary();
    releaser.rollback("delays", Environment.PRODUCTION, "ada", "customers complain");
    assertThat(releases.find(release.id()).orElseThrow().state())
        .isEqualTo(Release.State.ROLLED_BACK);
    assertThat(answering(Environment.PRODUCTION)).isEqualTo("flight-delay:1 10000");
    assertThat(audit.about("flight-delay:2", 1).getFirst())
        .extracting(AuditEntry::actor, AuditEntry::reason)
        .containsExactly("ada", "customers complain");
  }

  @Test
  void rollbacksByHandGoBackVersionByVersion() {
    inProduction();
    toProductionAtOnce();
    toProductionAtOnce();
    assertThat(champion()).isEqualTo("flight-delay:3");

    releaser.rollback("delays", Environment.PRODUCTION, "ada", "3 is bad");
    assertThat(answering(Environment.PRODUCTION)).isEqualTo("flight-delay:2 10000");
    releaser.rollback("delays", Environment.PRODUCTION, "ada", "2 is bad too");
    assertThat(answering(Environment.PRODUCTION)).isEqualTo("flight-delay:1 10000");
    assertThat(champion()).isEqualTo("flight-delay:1");
    assertConflict(
        () -> releaser.rollback("delays", Environment.PRODUCTION, "ada", "1 as well"),
        "only version");
  }

  @Test
  void aClockThatWasSetBackDoesNotReorderReleases() {
    inProduction();
    now = now.minus(Duration.ofHours(1));
    toProductionAtOnce();
    assertThat(answering(Environment.PRODUCTION)).isEqualTo("flight-delay:2 10000");
    releaser.rollback("delays", Environment.PRODUCTION, "ada", "bad");
    assertThat(answering(Environment.PRODUCTION)).isEqualTo("flight-delay:1 10000");
  }

  @Test
  void aLastStepOfAllTrafficIsThePromotion() {
    ReleasePlan plan =
        new ReleasePlan(
            ReleasePlan.Strategy.CANARY,
            List.of(1000, 10_000),
            500,
            Duration.ofMinutes(10),
            List.of());
    assertThat(plan.steps()).containsExactly(1000);
    assertThatThrownBy(() ->
            new ReleasePlan(
                ReleasePlan.Strategy.CANARY, List.of(10_000), 1, Duration.ZERO, List.of()))
        .hasMessageContaining("below 100 percent");
  }

  @Test
  void anEmptyEndpointHasNothingToRollBack() {
    assertThatThrownBy(() -> releaser.rollback("delays", Environment.PRODUCTION, "ada", "x"))
        .isInstanceOf(SlipwayException.class)
        .extracting(e -> ((SlipwayException) e).code())
        .isEqualTo(ErrorCode.NOT_FOUND);
  }

  @Test
  void aRestartBringsEveryRouteBack() {
    inProduction();
    canary();
    Map<String, Route> before = Map.copyOf(dataPlane.live);

    restart();
    assertThat(releaser.reconcile()).isEmpty();

    assertThat(dataPlane.live).isEqualTo(before);
  }

  @Test
  void aCrashAfterAnyWriteOfAPromotionConvergesToIt() {
    inProduction();
    Release release = canary();
    // The release is stored as promoted; the route was not yet written.
    releases.save(release.after(decision(Decision.Action.PROMOTE), now));

    restart();
    releaser.reconcile();

    assertThat(answering(Environment.PRODUCTION)).isEqualTo("flight-delay:2 10000");
    assertThat(dataPlane.live.get("PRODUCTION/delays").variants()).hasSize(1);
  }

  @Test
  void aCrashAfterARollbackWasStoredConvergesToTheBaseline() {
    inProduction();
    Release release = canary();
    releases.save(release.after(decision(Decision.Action.ROLL_BACK), now));

    restart();
    releaser.reconcile();

    assertThat(answering(Environment.PRODUCTION)).isEqualTo("flight-delay:1 10000");
  }

  @Test
  void aCrashBeforeTheFirstRouteWasWrittenFinishesTheRelease() {
    VersionId v1 = approvedVersion();
    Release started =
        new Release(
            "rel-1",
            "delays",
            Environment.STAGING,
            v1,
            Optional.empty(),
            ReleasePlan.basic(),
            Release.State.RUNNING,
            0,
            now,
            now,
            "ada",
            List.of());
    releases.save(started);

    releaser.reconcile();

    assertThat(answering(Environment.STAGING)).isEqualTo("flight-delay:1 10000");
    assertThat(releases.find("rel-1").orElseThrow().state()).isEqualTo(Release.State.PROMOTED);
  }

  @Test
  void anEndpointThatDoesNotComeUpLeavesTheOthersUp() {
    VersionId v1 = inProduction();
    VersionId v2 = approvedVersion();
    releaser.start(v2, "other", Environment.STAGING, ReleasePlan.basic(), "ada");

    restart();
    dataPlane.corrupt.add(v1);

    assertThat(releaser.reconcile()).containsOnlyKeys("delays");
    assertThat(dataPlane.live).containsOnlyKeys("STAGING/other");
  }

  private void restart() {
    dataPlane = new FakeDataPlane();
    releaser = releaser();
  }

  private VersionId version() {
    int number = registry.versions("flight-delay").size() + 1;
    return registry
        .register(
            "flight-delay", Digest.of("package " + number), Optional.empty(), Map.of(), "ada", now)
        .id();
  }

  private VersionId approvedVersion() {
    VersionId id = version();
    registry.approve(id, new ModelVersion.Approval("checks", now, "every check passed"));
    return id;
  }

  private Release toStaging(VersionId version) {
    return releaser.start(version, "delays", Environment.STAGING, ReleasePlan.basic(), "ada");
  }

  private Release toProduction(VersionId version, ReleasePlan plan) {
    return releaser.start(version, "delays", Environment.PRODUCTION, plan, "ada");
  }

  private VersionId inProduction() {
    return toProductionAtOnce();
  }

  private VersionId toProductionAtOnce() {
    VersionId version = approvedVersion();
    toStaging(version);
    toProduction(version, ReleasePlan.basic());
    return version;
  }

  private Release canary() {
    VersionId v2 = approvedVersion();
    toStaging(v2);
    dataPlane.published.clear();
    dataPlane.published.add(dataPlane.live.get("STAGING/delays"));
    dataPlane.published.add(dataPlane.live.get("PRODUCTION/delays"));
    return toProduction(v2, CANARY);
  }

  private static Decision decision(Decision.Action action) {
    return new Decision(action, "the test says so", Map.of("n", 1.0));
  }

  private String champion() {
    return registry.findByAlias("flight-delay", "champion").orElseThrow().id().toString();
  }

  private String answering(Environment environment) {
    Route stored = routes.read().find("delays", environment).orElseThrow();
    assertThat(dataPlane.live.get(environment + "/delays")).isEqualTo(stored);
    return String.join(
        ", ",
        stored.variants().stream().map((Variant v) -> v.version() + " " + v.weight()).toList());
  }

  private static void assertConflict(Runnable action, String... parts) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(
            SlipwayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT))
        .message()
        .contains(parts);
  }
}
