package dev.slipway.testkit.contract;

import static dev.slipway.testkit.contract.Refusal.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.registry.VersionId;
import dev.slipway.core.release.Decision;
import dev.slipway.core.release.Guardrail;
import dev.slipway.core.release.Release;
import dev.slipway.core.release.ReleasePlan;
import dev.slipway.core.release.Releases;
import dev.slipway.core.route.Environment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What all [Releases] do.
public abstract class ReleasesContract {
  private static final Instant AT = Instant.parse("2026-03-01T10:00:00.123456789Z");

  /// The same, empty releases for the whole of one test.
  protected abstract Releases releases();

  @Test
  void keepWhatTheyWereTold() {
    Release release = release("r1", "late", Environment.PRODUCTION, Release.State.RUNNING, 0);
    releases().save(release);
    assertThat(releases().find("r1")).contains(release);
    assertThat(releases().find("r2")).isEmpty();
    assertThat(releases().running()).containsExactly(release);
  }

  @Test
  void replaceAReleaseByItsNextState() {
    releases().save(release("r1", "late", Environment.PRODUCTION, Release.State.RUNNING, 0));
    Release done = release("r1", "late", Environment.PRODUCTION, Release.State.PROMOTED, 0);
    releases().save(done);
    assertThat(releases().running()).isEmpty();
    assertThat(releases().of("late", Environment.PRODUCTION, 10)).containsExactly(done);
  }

  @Test
  void refuseASecondRunningReleaseOfAnEndpoint() {
    releases().save(release("r1", "late", Environment.PRODUCTION, Release.State.RUNNING, 0));
    Release second = release("r2", "late", Environment.PRODUCTION, Release.State.RUNNING, 1);
    assertRefused(
        ErrorCode.CONFLICT, () -> releases().save(second), "r1", "late", "production", "rollback");
    assertThat(releases().find("r2")).isEmpty();

    releases().save(release("r3", "late", Environment.STAGING, Release.State.RUNNING, 2));
    releases().save(release("r4", "eta", Environment.PRODUCTION, Release.State.RUNNING, 3));
    assertThat(releases().running()).extracting(Release::id).containsExactly("r1", "r3", "r4");
  }

  @Test
  void listTheNewestFirst() {
    for (int i = 1; i <= 5; i++) {
      releases().save(release("r" + i, "late", Environment.TEST, Release.State.PROMOTED, i));
    }
    assertThat(releases().of("late", Environment.TEST, 2))
        .extracting(Release::id)
        .containsExactly("r5", "r4");
  }

  private static Release release(
      String id, String endpoint, Environment environment, Release.State state, int seconds) {
    ReleasePlan plan =
        new ReleasePlan(
            ReleasePlan.Strategy.CANARY,
            List.of(500, 5_000),
            100,
            Duration.ofHours(1),
            List.of(
                new Guardrail.ErrorRate(1.5, 0.05),
                new Guardrail.Latency(0.99, 1.2, 500, 0.05),
                new Guardrail.Loss(0.01, 0.05)));
    Decision decision = new Decision(Decision.Action.HOLD, "too early", Map.of("n", 12.0));
    return new Release(
        id,
        endpoint,
        environment,
        new VersionId(endpoint, 2),
        Optional.of(new VersionId(endpoint, 1)),
        plan,
        state,
        1,
        AT.plusSeconds(seconds),
        AT.plusSeconds(seconds),
        "ada",
        List.of(new Release.Made(AT, decision)));
  }
}
