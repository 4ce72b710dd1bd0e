package dev.slipway.lifecycle.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.registry.VersionId;
import dev.slipway.core.release.Decision;
import dev.slipway.core.release.Guardrail;
import dev.slipway.core.release.Release;
import dev.slipway.core.release.ReleasePlan;
import dev.slipway.core.route.Environment;
import dev.slipway.core.traffic.LatencyHistogram;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DeciderTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final ReleasePlan PLAN =
      new ReleasePlan(
          ReleasePlan.Strategy.CANARY,
          List.of(1000, 5000),
          500,
          Duration.ofMinutes(10),
          List.of(
              new Guardrail.ErrorRate(1.1, 0.05),
              new Guardrail.Latency(0.95, 1.5, 500, 0.05),
              new Guardrail.Loss(0.02, 0.05)));

  @Test
  void aCandidateLikeItsBaselineIsRarelyRolledBack() {
    int rolledBack = 0;
    for (int seed = 0; seed < 200; seed++) {
      Decision end = new Arms(seed, 1).run(1, 6_000);
      rolledBack += end.action() == Decision.Action.ROLL_BACK ? 1 : 0;
    }
    // Within five hundredths of 200 runs; the guardrails' alpha is 0.05 for the release.
    assertThat(rolledBack).isLessThanOrEqualTo(10);
  }

  @Test
  void aCandidateLikeItsBaselineIsPromotedOnceEnoughLabelsAreThere() {
    int promoted = 0;
    for (int seed = 0; seed < 20; seed++) {
      promoted += new Arms(seed, 1).run(1, 20_000).action() == Decision.Action.PROMOTE ? 1 : 0;
    }
    assertThat(promoted).isGreaterThanOrEqualTo(19);
  }

  @Test
  void aCandidateThatFailsIsRolledBackWithinAThousandRequests() {
    Arms arms = new Arms(1, 0);
    arms.candidateErrors = 0.5;
    Decision end = arms.run(0, 1_000);
    assertThat(end.action()).isEqualTo(Decision.Action.ROLL_BACK);
    assertThat(end.reason()).contains("error-rate").contains("in the baseline");
  }

  @Test
  void aSlowCandidateIsRolledBack() {
    Arms arms = new Arms(2, 1);
    arms.candidateMicros = 20_000;
    Decision end = arms.run(1, 6_000);
    assertThat(end.action()).isEqualTo(Decision.Action.ROLL_BACK);
    assertThat(end.reason()).contains("latency: p95 is above");
  }

  @Test
  void aCandidateThatPredictsWorseIsRolledBack() {
    Arms arms = new Arms(3, 1);
    arms.candidateLoss = 0.5;
    Decision end = arms.run(1, 6_000);
    assertThat(end.action()).isEqualTo(Decision.Action.ROLL_BACK);
    assertThat(end.reason()).contains("loss").contains("worse by at least");
  }

  @Test
  void aBetterCandidateIsPromoted() {
    Arms better = new Arms(4, 1);
    better.candidateLoss = 0.1;
    assertThat(better.run(1, 20_000).action()).isEqualTo(Decision.Action.PROMOTE);
  }

  @Test
  void everyStepButTheLastLeadsToTheNext() {
    assertThat(new Arms(5, 0).run(0, 60_000).action()).isEqualTo(Decision.Action.ADVANCE);
  }

  @Test
  void withoutLabelsItHoldsAndSaysHowManyAreMissing() {
    Arms arms = new Arms(6, 1);
    arms.labelled = false;
    Decision end = arms.run(1, 6_000);
    assertThat(end.action()).isEqualTo(Decision.Action.HOLD);
    assertThat(end.reason()).contains("needs 200 more labelled predictions of the candidate");
  }

  @Test
  void aDeadlineWithoutAnAnswerGivesUpAndNeverPromotes() {
    Arms arms = new Arms(7, 1);
    arms.labelled = false;
    arms.run(1, 3_000);
    Decision late = Decider.decide(release(1), arms.evidence(), START.plus(Duration.ofMinutes(10)));
    assertThat(late.action()).isEqualTo(Decision.Action.GIVE_UP);
    assertThat(late.reason()).contains("deadline");
  }

  @Test
  void aSplitThatIsNotTheIntendedOneEndsTheComparison() {
    Evidence.Arm half = new Evidence.Arm(5_000, 0, LatencyHistogram.EMPTY, Evidence.Losses.NONE);
    Decision decision = Decider.decide(release(0), new Evidence(half, half), START);
    assertThat(decision.action()).isEqualTo(Decision.Action.ROLL_BACK);
    assertThat(decision.reason()).contains("got 50.00 % of the requests instead of 10.00 %");
  }

  @Test
  void noRequestsAtAllHold() {
    Evidence nothing = new Evidence(Evidence.Arm.EMPTY, Evidence.Arm.EMPTY);
    assertThat(Decider.decide(release(0), nothing, START).action()).isEqualTo(Decision.Action.HOLD);
  }

  @Test
  void aDecisionCanBeMadeAgainFromItsNumbers() {
    for (int seed = 0; seed < 20; seed++) {
      Arms arms = new Arms(seed, seed % 2);
      Decision decision = arms.run(seed % 2, 2_000 + 300 * seed);
      Evidence stored = Evidence.from(decision.numbers());
      assertThat(Decider.decide(release(seed % 2), stored, arms.lastLook)).isEqualTo(decision);
    }
  }

  /// Two versions behind an endpoint: exponential latencies, Bernoulli failures and losses drawn evenly
  /// around their mean.
  private static final class Arms {
    private final SplittableRandom random;
    private final double share;
    private double candidateErrors = 0.001;
    private double candidateMicros = 2_000;
    private double candidateLoss = 0.2;
    private boolean labelled = true;
    private final Counter baseline = new Counter();
    private final Counter candidate = new Counter();
    private int requests;
    private Instant lastLook = START;

    Arms(int seed, int step) {
      this.random = new SplittableRandom(seed);
      this.share = PLAN.steps().get(step) / 1e4;
    }

    /// Looks every 100 requests until a decision other than to hold.
    Decision run(int step, int most) {
      Decision decision = new Decision(Decision.Action.HOLD, "", java.util.Map.of());
      while (requests < most && decision.action() == Decision.Action.HOLD) {
        for (int i = 0; i < 100; i++) {
          request();
        }
        lastLook = START.plusMillis(requests);
        decision = Decider.decide(release(step), evidence(), lastLook);
      }
      return decision;
    }

    private void request() {
      requests++;
      boolean toCandidate = random.nextDouble() < share;
      double errors = toCandidate ? candidateErrors : 0.001;
      double micros = toCandidate ? candidateMicros : 2_000;
      double loss = toCandidate ? candidateLoss : 0.2;
      (toCandidate ? candidate : baseline)
          .add(
              random.nextDouble() < errors,
              (long) (-micros * 1e3 * Math.log(1 - random.nextDouble())),
              labelled ? Optional.of(2 * loss * random.nextDouble()) : Optional.empty());
    }

    Evidence evidence() {
      return new Evidence(baseline.arm(), candidate.arm());
    }
  }

  private static final class Counter {
    private final long[] buckets = new long[LatencyHistogram.BUCKETS];
    private long requests;
    private long errors;
    private Evidence.Losses losses = Evidence.Losses.NONE;

    void add(boolean failed, long nanos, Optional<Double> loss) {
      requests++;
      if (failed) {
        errors++;
      } else {
        buckets[LatencyHistogram.bucketOf(nanos)]++;
        losses = loss.map(losses::plus).orElse(losses);
      }
    }

    Evidence.Arm arm() {
      return new Evidence.Arm(requests, errors, LatencyHistogram.of(buckets, 0), losses);
    }
  }

  private static Release release(int step) {
    return new Release(
        "rel-1",
        "delays",
        Environment.PRODUCTION,
        new VersionId("flight-delay", 2),
        Optional.of(new VersionId("flight-delay", 1)),
        PLAN,
        Release.State.RUNNING,
        step,
        START,
        START,
        "ada",
        List.of());
  }
}
