package dev.slipway.stats.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventTestTest {
  private static final double ALPHA = 0.01;

  /// Expected values: the mixture integrated numerically with scipy's `quad`.
  @ParameterizedTest
  @CsvSource({
    "0.05, 1.1, 12, 100, 1.6876776932912774",
    "0.05, 1.0, 3, 100, -1.3895117855574248",
    "0.5, 1.0, 30, 10, 3.709543872735885",
    "0.25, 1.1, 40, 60, 3.1952890083482055",
    "0.05, 1.1, 0, 400, -3.2065180117485266"
  })
  void theClosedFormIsTheIntegral(
      double share, double margin, long candidate, long baseline, double expected) {
    assertThat(new EventTest(share, margin).logE(candidate, baseline))
        .isCloseTo(expected, within(1e-7));
  }

  @Test
  void noEventsAreNoEvidence() {
    assertThat(new EventTest(0.05, 1.1).logE(0, 0)).isCloseTo(0, within(1e-12));
  }

  @Test
  void overwhelmingEvidenceForTheCandidateStaysFinite() {
    EventTest test = new EventTest(0.5, 1);
    double before = 0;
    for (long baseline = 1_000; baseline <= 1_000_000; baseline *= 10) {
      double logE = test.logE(10, baseline);
      assertThat(logE).isLessThan(before).isGreaterThan(-100);
      before = logE;
    }
  }

  @Test
  void lookingAfterEveryEventRaisesFewFalseAlarms() {
    // at the boundary of the margin, where a false alarm is most likely: at most 1 in 100 runs
    Random random = new Random(1);
    EventTest test = new EventTest(0.05, 1.1);
    int alarms = 0;
    int runs = 400;
    for (int run = 0; run < runs; run++) {
      alarms += eventsUntilAlarm(random, test, test.limit(), 800) <= 800 ? 1 : 0;
    }
    assertThat(alarms).isLessThanOrEqualTo(9);
  }

  @Test
  void aCandidateThatFailsFiveTimesAsOftenIsFoundWithinFewEvents() {
    Random random = new Random(2);
    EventTest test = new EventTest(0.05, 1.1);
    double share = 0.05 * 5 / (0.05 * 5 + 0.95);
    int[] needed = new int[100];
    for (int run = 0; run < needed.length; run++) {
      needed[run] = eventsUntilAlarm(random, test, share, 2_000);
    }
    java.util.Arrays.sort(needed);
    assertThat(needed[50]).isBetween(20, 60);
    assertThat(needed[99]).isLessThan(300);
  }

  /// Requests one by one: 5 % canary, one error in a hundred, tenfold for both arms in the middle third.
  @Test
  @Tag("slow")
  void anIncidentThatHitsBothArmsRollsNothingBack() {
    Random random = new Random(3);
    EventTest test = new EventTest(0.05, 1.1);
    int requests = 400_000;
    int alarms = 0;
    for (int run = 0; run < 100; run++) {
      long candidate = 0;
      long baseline = 0;
      for (int i = 0; i < requests; i++) {
        double rate = i > requests / 3 && i < requests * 2 / 3 ? 0.1 : 0.01;
        boolean isCandidate = random.nextDouble() < 0.05;
        if (random.nextDouble() < rate) {
          candidate += isCandidate ? 1 : 0;
          baseline += isCandidate ? 0 : 1;
          if (isCandidate && test.logE(candidate, baseline) >= -Math.log(ALPHA)) {
            alarms++;
            break;
          }
        }
      }
    }
    assertThat(alarms).isLessThanOrEqualTo(3);
  }

  @Test
  void sharesThatAreNoneAreRefused() {
    assertThatThrownBy(() -> new EventTest(1, 1.1)).hasMessageContaining("share 1.0");
  }

  private static int eventsUntilAlarm(Random random, EventTest test, double share, int limit) {
    long candidate = 0;
    for (int events = 1; events <= limit; events++) {
      if (random.nextDouble() < share) {
        candidate++;
        if (test.logE(candidate, events - candidate) >= -Math.log(ALPHA)) {
          return events;
        }
      }
    }
    return limit + 1;
  }
}
