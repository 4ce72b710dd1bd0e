package dev.slipway.serving.plane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Shedding in front of one simulated processor that takes requests in the order in which they came. Turning one away
/// costs a twentieth of answering it. A probe comes 5 ms after the last had its turn, under overload at once.
class SheddingTest {
  private static final long SECOND = 1_000_000_000;
  private static final long PAUSE = 5_000_000;
  private static final int CHEAPER = 20;

  private final Random random = new Random(4);
  private final PriorityQueue<Long> coming = new PriorityQueue<>();
  private final List<Long> waits = new ArrayList<>();
  private final Shedding shedding = new Shedding();
  private long probe = PAUSE;
  private boolean sent;
  private long looked;
  private long now;
  private int turnedAway;

  @ParameterizedTest
  @CsvSource({"1, 20000", "16, 20000", "64, 20000", "64, 1000000", "64, 40000000"})
  void callersWhoWaitForTheirAnswersAreNeverTurnedAwayWhileTheyAreFew(int callers, long work) {
    askInTurns(callers, work, 20 * SECOND, 0);
    assertThat(turnedAway).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {20_000, 1_000_000, 40_000_000})
  void norAreTheyOnAMachineThatIsAwayHalfOfTheTime(long work) {
    askInTurns(Shedding.FEW, work, 20 * SECOND, 300_000_000);
    assertThat(turnedAway).isZero();
  }

  @ParameterizedTest
  @CsvSource({"256, 20000", "256, 150000", "2000, 2000"})
  void norAreMoreOfThemWhereTheyAreAnsweredSoon(int callers, long work) {
    askInTurns(callers, work, 20 * SECOND, 0);
    assertThat(turnedAway).isZero();
  }

  @Test
  void callersWhoWereTooManyWhileTheCodeWasColdAreAllServedOnceItIsWarm() {
    askInTurns(Shedding.MANY, 2_000_000, 3 * SECOND, 0);
    assertThat(turnedAway).isPositive();

    askInTurns(0, 50_000, 6 * SECOND, 0);
    turnedAway = 0;
    askInTurns(0, 50_000, 10 * SECOND, 0);
    assertThat(turnedAway).isZero();
  }

  @Test
  void aThousandAtOnceAreTakenOnWhereTheyAreWorkedOff() {
    for (int second = 0; second < 20; second++) {
      for (int i = 0; i < 1_000; i++) {
        coming.add(second * SECOND + i);
      }
    }
    work(20 * SECOND, 40_000);
    assertThat(turnedAway).isZero();
  }

  @ParameterizedTest
  @CsvSource({"1.2, 100000", "2, 100000", "4, 100000", "2, 1000000", "10, 1000000", "2, 4000000"})
  void underOverloadTheQueueStaysBoundedAndTheProcessorBusy(double load, long work) {
    come(load, work, 30 * SECOND);
    work(30 * SECOND, work);
    waits.clear();
    come(load, work, 60 * SECOND);
    work(60 * SECOND, work);

    double possible = (1 - load / CHEAPER) / (1 - 1.0 / CHEAPER) * 30 * SECOND / work;
    assertThat((double) waits.size()).isCloseTo(possible, within(0.1 * possible));
    double room = Math.max(Shedding.LEAST_ROOM * work, Shedding.ROOM_NANOS);
    assertThat(allButAFiftieth(waits)).isLessThan((long) (4.5 * room / (1 - load / CHEAPER)));
  }

  @Test
  void belowCapacityNobodyIsTurnedAway() {
    come(0.9, 100_000, 20 * SECOND);
    work(20 * SECOND, 100_000);
    assertThat(turnedAway).isZero();
  }

  @Test
  void whenTheOverloadEndsEverythingIsTakenOnAgain() {
    come(5, 100_000, 3 * SECOND);
    work(3 * SECOND, 100_000);
    assertThat(turnedAway).isPositive();

    coming.clear();
    come(0.5, 100_000, 6 * SECOND);
    work(6 * SECOND, 100_000);
    turnedAway = 0;
    come(0.5, 100_000, 9 * SECOND);
    work(9 * SECOND, 100_000);
    assertThat(turnedAway).isZero();
  }

  /// Requests at random times, `load` times as many as could be answered.
  private void come(double load, long work, long until) {
    for (double at = now; at < until; at += -Math.log(1 - random.nextDouble()) * work / load) {
      coming.add((long) at);
    }
  }

  private void askInTurns(int callers, long work, long until, long longestAbsence) {
    for (int caller = 0; caller < callers; caller++) {
      coming.add(now + caller);
    }
    long nextAbsence = longestAbsence;
    while (now < until) {
      if (longestAbsence > 0 && now > nextAbsence) {
        now += random.nextLong(longestAbsence);
        nextAbsence = now + random.nextLong(longestAbsence);
      }
      step(work);
      coming.add(now + 30_000);
    }
  }

  private void work(long until, long work) {
    while (now < until && !coming.isEmpty()) {
      step(work);
    }
  }

  /// Serves what came first.
  private void step(long work) {
    if (probe <= coming.element()) {
      now = Math.max(now, probe);
      if (!sent) {
        shedding.send(now);
      }
      shedding.receive(now);
      probe = now + (shedding.overloaded() ? 1 : PAUSE);
      sent = false;
    }
    now = Math.max(now, coming.element());
    if (!sent && probe <= now) {
      shedding.send(probe);
      sent = true;
      looked = now;
    }
    if (sent && now - looked >= PAUSE) {
      shedding.stillWaits(now);
      looked = now;
    }
    long cameAt = coming.remove();
    if (shedding.turnsAway(new long[] {-1})) {
      turnedAway++;
      now += work / CHEAPER;
    } else {
      waits.add(now - cameAt);
      now += work;
    }
  }

  /// Among the last are those whom a trial let in.
  private static long allButAFiftieth(List<Long> nanos) {
    return nanos.stream().sorted().skip(nanos.size() * 98L / 100).findFirst().orElseThrow();
  }
}
